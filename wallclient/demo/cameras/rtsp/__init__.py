"""The RTSP server of the simulated cameras.

A camera that is offered over HTTP-TS is unknown here, as with real devices.
"""
