"""People in front of their own cameras, as they appear in a meeting.

Rule: a face is calm and nobody's in particular; it breathes, blinks, nods and speaks.
"""
