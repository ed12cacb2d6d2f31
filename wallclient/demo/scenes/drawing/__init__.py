"""Perspective, light, colour, patches and time: what every scene is drawn with.

Rule: nothing here knows a scene.
"""
