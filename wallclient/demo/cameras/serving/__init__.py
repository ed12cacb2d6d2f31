"""What both servers share: cameras, their clock, their faults, their viewers.

Nothing here knows a wire format.
"""
