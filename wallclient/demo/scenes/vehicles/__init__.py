"""What drives, floats or works: meshes and machines.

Rule: forward is the way it drives; metres throughout.
"""
