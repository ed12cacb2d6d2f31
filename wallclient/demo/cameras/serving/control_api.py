"""The control port: faults on demand, and figures.

Every request carries the token; no answer carries a password.
"""

from __future__ import annotations

import hmac
import time
from typing import TYPE_CHECKING, Any

import msgspec
from aiohttp import web

from wallclient.demo.cameras.making.makers import MakingFailed
from wallclient.demo.cameras.serving.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp.typedefs import Handler, Middleware

    from wallclient.demo.cameras.config import CamerasConfig
    from wallclient.demo.cameras.serving.cameras import Fleet, SimulatedCamera


class FaultOrder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of `POST /faults`."""

    camera: str
    fault: str


class ControlApi:
    """Serves the control port after `start`, until `close`."""

    def __init__(self, config: CamerasConfig, fleet: Fleet, connections: Callable[[], int]) -> None:
        self._config = config
        self._fleet = fleet
        self._connections = connections
        self._runner: web.AppRunner | None = None
        self._urls: dict[str, str] = {}

    async def start(self, host: str, port: int, *, rtsp_port: int, http_port: int) -> int:
        """Listen; returns the port. Raises OSError if it is taken."""
        shown = f"[{host}]" if ":" in host else host
        self._urls = {
            "rtsp": f"rtsp://{shown}:{rtsp_port}/{{}}/{{}}",
            "http-ts": f"http://{shown}:{http_port}/{{}}/{{}}.live.ts",
        }
        app = web.Application(middlewares=[_token_check(self._config.control_token)])
        app.add_routes(
            [
                web.post("/faults", self._set_fault),
                web.get("/cameras", self._list_cameras),
                web.get("/stats", self._stats),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        return int(self._runner.addresses[0][1])

    async def close(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _set_fault(self, request: web.Request) -> web.Response:
        try:
            order = msgspec.json.decode(await request.read(), type=FaultOrder)
        except msgspec.MsgspecError as error:
            return _answer({"error": f'{error}; wanted is {{"camera": id, "fault": name}}'}, 400)
        camera = self._fleet.find(order.camera)
        if camera is None:
            return _answer({"error": f"there is no camera {order.camera!r}"}, 404)
        if order.fault not in tuple(Fault):
            error_text = f"there is no fault {order.fault!r}"
            return _answer({"error": error_text, "allowed": list(Fault)}, 422)
        try:
            await camera.set_fault(Fault(order.fault))
        except MakingFailed as error:
            return _answer({"error": f"no pictures for this fault: {error}"}, 503)
        return _answer({"camera": order.camera, "fault": order.fault})

    async def _list_cameras(self, _request: web.Request) -> web.Response:
        active = {camera.config.id: camera for camera in self._fleet.active}
        cameras = []
        for camera in self._fleet.configs.values():
            url = self._urls[camera.transport]
            cameras.append(
                {
                    "id": camera.id,
                    "number": camera.number,
                    "name": camera.name,
                    "codec": camera.codec,
                    "transport": camera.transport,
                    "auth": camera.auth.scheme if camera.auth else None,
                    "fault": active[camera.id].fault if camera.id in active else camera.fault,
                    "main": url.format(camera.id, "main"),
                    "sub": url.format(camera.id, "sub"),
                }
            )
        return _answer({"fps": self._config.fps, "frames": self._config.frames, "cameras": cameras})

    async def _stats(self, request: web.Request) -> web.Response:
        # Ten thousand idle cameras say nothing; one that is asked for by name is always told.
        for name in request.query.getall("camera", []):
            self._fleet.find(name)
        cameras = tuple(self._fleet.active)
        return _answer(
            {
                "connections": self._connections(),
                "viewers": sum(camera.viewer_count for camera in cameras),
                "frames_sent": sum(camera.frames_sent for camera in cameras),
                "bytes_sent": sum(camera.bytes_sent for camera in cameras),
                "cpu_s": time.process_time(),
                "cameras": {camera.config.id: _figures(camera) for camera in cameras},
            }
        )


def _token_check(token: str) -> Middleware:
    wanted = f"Bearer {token}".encode()

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        given = request.headers.get("Authorization", "")
        if not hmac.compare_digest(given.encode(), wanted):
            return _answer({"error": "the bearer token is missing or wrong"}, 401)
        return await handler(request)

    return check


def _figures(camera: SimulatedCamera) -> dict[str, object]:
    frame = camera.now_frame
    return {
        "fault": camera.fault,
        "viewers": camera.viewer_count,
        "unanswered": camera.unanswered_count,
        "frames_sent": camera.frames_sent,
        "bytes_sent": camera.bytes_sent,
        # What is drawn into the newest picture, and when frame 0 of the timeline was due.
        "frame": camera.timeline.index(frame),
        "epoch_s": camera.timeline.epoch_s,
    }


def _answer(content: dict[str, Any], status: int = 200) -> web.Response:
    return web.Response(body=msgspec.json.encode(content), status=status, content_type="application/json")
