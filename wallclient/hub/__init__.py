"""The embedded platform: event log, event stream over WebSocket, commands and intake over HTTP.

A process of its own, and replaceable by somebody else's platform: the wall knows it by its protocol only.
"""
