"""The roads between the platform and the stores: events in, commands out.

Everything here lives on the I/O thread, but for `apply` and `desk`, which the GUI thread calls. No Qt.
"""
