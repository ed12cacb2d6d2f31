"""Drawing and encoding the clips.

Only the worker process may import what draws or encodes; the server reads finished files.
"""
