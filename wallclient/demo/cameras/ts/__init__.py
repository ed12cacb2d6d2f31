"""The HTTP server that offers cameras as endless MPEG-TS.

A client's time stamps and counters never jump, whatever the loop does.
"""
