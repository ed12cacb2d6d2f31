"""Keeps the screens of a wall awake: asks the desktop not to blank or lock while the wall runs.

What cannot be asked is left alone; a wall without a desktop has no screen saver to ask.
"""

from __future__ import annotations

import ctypes
import shutil
import sys

from PySide6.QtCore import QProcess
from PySide6.QtDBus import QDBusConnection, QDBusMessage

_SERVICE = "org.freedesktop.ScreenSaver"
_PATH = "/org/freedesktop/ScreenSaver"
# Windows: continuous, system required, display required.
_ES_AWAKE = 0x80000000 | 0x00000001 | 0x00000002


def keep_awake(platform: str) -> None:
    """Ask once, for as long as this process lives. `platform` is Qt's platform name."""
    if platform == "offscreen":
        return
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetThreadExecutionState(_ES_AWAKE)
        return
    bus = QDBusConnection.sessionBus()
    if bus.isConnected():
        call = QDBusMessage.createMethodCall(_SERVICE, _PATH, _SERVICE, "Inhibit")
        call.setArguments(["wallclient", "video wall"])
        # Sent without waiting for an answer: the inhibition ends with our connection.
        bus.send(call)
    xset = shutil.which("xset")
    if platform == "xcb" and xset:
        process = QProcess()
        process.setProgram(xset)
        process.setArguments(["s", "off", "-dpms"])
        # A server without power management says so; that is no news for anybody.
        process.setStandardErrorFile(QProcess.nullDevice())
        process.startDetached()
