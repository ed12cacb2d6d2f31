"""The wire of the platform: envelope, event types, commands, and the session as a state machine.

Pure: no sockets, no clock, no tasks. What comes in is text and the time; what goes out is values and text.
"""
