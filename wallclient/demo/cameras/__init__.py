"""Simulated network cameras: an own process that speaks RTSP and HTTP-TS.

Keep it free of Qt and of third-party RTSP code.
"""
