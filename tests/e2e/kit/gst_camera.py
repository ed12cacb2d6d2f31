"""A camera that is not ours: Debian's GStreamer RTSP server, H.264, with Digest.

Runs under the system's python, where the bindings are: `/usr/bin/python3 gst_camera.py`. User and password
come on its standard input, one per line; it says its port and ends with its input. `--try` only looks whether
it could run.
"""

import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402 — after the versions are chosen

# Bars of known colours, with a field of noise at the lower right: a picture that stands still would be stale.
PIPELINE = (
    "( videotestsrc is-live=true pattern=smpte"
    " ! video/x-raw,format=I420,width=640,height=360,framerate=25/1"
    " ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25 bitrate=2000"
    " ! rtph264pay name=pay0 pt=96 )"
)
ELEMENTS = ("videotestsrc", "x264enc", "rtph264pay")


def serve(user, password):
    server = GstRtspServer.RTSPServer.new()
    server.set_address("127.0.0.1")
    server.set_service("0")
    auth = GstRtspServer.RTSPAuth.new()
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    token = GstRtspServer.RTSPToken()
    token.set_string(GstRtspServer.RTSP_TOKEN_MEDIA_FACTORY_ROLE, user)
    auth.add_digest(user, password, token)
    server.set_auth(auth)
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(PIPELINE)
    factory.set_shared(True)
    # One role, that of the user, may see and use it; whoever proves nothing gets 401.
    factory.add_role_from_structure(role(user))
    server.get_mount_points().add_factory("/live", factory)
    server.attach(None)
    return server


def role(user):
    structure = Gst.Structure.new_empty(user)
    structure.set_value(GstRtspServer.RTSP_PERM_MEDIA_FACTORY_ACCESS, True)
    structure.set_value(GstRtspServer.RTSP_PERM_MEDIA_FACTORY_CONSTRUCT, True)
    return structure


def main():
    Gst.init(None)
    missing = [name for name in ELEMENTS if Gst.ElementFactory.find(name) is None]
    if missing:
        sys.stderr.write(f"GStreamer has no {', '.join(missing)}\n")
        return 3
    if "--try" in sys.argv:
        return 0
    server = serve(sys.stdin.readline().strip(), sys.stdin.readline().strip())
    loop = GLib.MainLoop()
    GLib.io_add_watch(
        0, GLib.PRIORITY_DEFAULT, GLib.IOCondition.HUP | GLib.IOCondition.IN, lambda *_: loop.quit()
    )
    sys.stdout.write(f"{server.get_bound_port()}\n")
    sys.stdout.flush()
    loop.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
