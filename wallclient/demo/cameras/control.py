"""A client of the control port, for the demo and for tests.

The token goes into a header, never into a URL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
import msgspec

if TYPE_CHECKING:
    from wallclient.demo.cameras.serving.faults import Fault


class ControlRefused(Exception):
    """The simulator did not do it; the message says why."""


class CameraControl:
    """Talks to one simulator; close it when done."""

    def __init__(self, host: str, port: int, token: str) -> None:
        self.port = port
        self._base = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        self._token = token
        self._session: aiohttp.ClientSession | None = None

    async def set_fault(self, camera_id: str, fault: Fault | str) -> None:
        """Switch a fault on, or all off with `none`. Raises ControlRefused, aiohttp.ClientError."""
        await self._ask("POST", "/faults", {"camera": camera_id, "fault": str(fault)})

    async def cameras(self) -> list[dict[str, Any]]:
        """All cameras with their URLs (without credentials) and present faults."""
        found: list[dict[str, Any]] = (await self._ask("GET", "/cameras"))["cameras"]
        return found

    async def stats(self, *camera_ids: str) -> dict[str, Any]:
        """Figures of the cameras in use, and of those that are named."""
        return await self._ask("GET", "/stats", params=[("camera", name) for name in camera_ids])

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _ask(
        self, method: str, path: str, body: object = None, params: list[tuple[str, str]] | None = None
    ) -> dict[str, Any]:
        if self._session is None:
            self._session = aiohttp.ClientSession(headers={"Authorization": f"Bearer {self._token}"})
        content = None if body is None else msgspec.json.encode(body)
        async with self._session.request(method, self._base + path, data=content, params=params) as answer:
            found = msgspec.json.decode(await answer.read(), type=dict[str, Any])
            if answer.status != 200:
                allowed = f" (allowed: {', '.join(found['allowed'])})" if "allowed" in found else ""
                raise ControlRefused(f"{found.get('error', answer.reason)}{allowed}")
            return found
