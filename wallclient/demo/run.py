"""The whole simulated district in one go: cameras, hub and story as processes, and a wall configuration to
see them.

Everything lives in one folder and ends with the `running_demo` block, whatever happens inside it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from wallclient.config.paths import own_paths
from wallclient.demo.cameras.config import decode
from wallclient.demo.cameras.launch import CamerasProcess
from wallclient.demo.cameras.launch import launch as launch_cameras
from wallclient.demo.district.build import build_district
from wallclient.demo.district.devices.catalogue import camera_list, meeting_cameras
from wallclient.demo.district.devices.outputs import (
    SimulatorPlace,
    fresh_accounts,
    simulator_config,
    wall_cameras,
    write_camera_csv,
)
from wallclient.demo.district.geojson import write_district
from wallclient.demo.play import PlayConfig, PlayProcess, launch_play
from wallclient.demo.scenes import PEOPLE, SCENES
from wallclient.demo.warm import streams_of
from wallclient.feeds.iothread import IoThread
from wallclient.hub.config import HubConfig
from wallclient.hub.launch import HubProcess
from wallclient.hub.launch import launch as launch_hub
from wallclient.hub.tokens import Role, TokenEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from wallclient.demo.district.build import District
    from wallclient.demo.district.devices.catalogue import DemoCamera
    from wallclient.demo.district.devices.outputs import Account

TITLE = "澄湖区社会治理综合指挥中心"


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """What the command line asks for. `events_per_s` 0: only what the story tells by itself."""

    cameras: int = 300
    layout: str = "demo"
    role: str = "wall"
    language: str = "zh_CN"
    events_per_s: float = 0.0


@dataclass(frozen=True, slots=True)
class RunningDemo:
    """A demo at work. `processes`: process id → role."""

    folder: Path
    wall_config: Path
    processes: dict[int, str]


@contextlib.contextmanager
def running_demo(options: DemoOptions, say: Callable[[str], None]) -> Iterator[RunningDemo]:
    """Start the district; `say` takes lines of progress. Ends everything when the block is left."""
    with _own_folder() as folder:
        # Children ask to die with the thread that started them, so one thread starts all and lives to the
        # end.
        # What fails is raised again by `result()`.
        io = IoThread(lambda _name, _error: None, name="demo-io")
        io.start()
        starter = _Starter(folder, options, say)
        try:
            future = io.submit(starter.start(), "demo start")
            assert future is not None
            yield future.result()
        finally:
            ending = io.submit(starter.stop(), "demo end")
            if ending is not None:
                ending.result()
            io.stop()


@contextlib.contextmanager
def _own_folder() -> Iterator[Path]:
    """The demo's folder in the state folder; a second demo at the same time gets one of its own."""
    paths = own_paths()
    paths.state.mkdir(parents=True, exist_ok=True, mode=0o700)
    with contextlib.ExitStack() as stack:
        folder = paths.state / "demo"
        lock = stack.enter_context((paths.state / "demo.lock").open("w"))
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            folder = paths.state / f"demo-{os.getpid()}"
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        yield folder


class _Starter:
    """Starts the processes one after the other, and ends those that were started."""

    def __init__(self, folder: Path, options: DemoOptions, say: Callable[[str], None]) -> None:
        self._folder = folder
        self._options = options
        self._say = say
        self._cameras: CamerasProcess | None = None
        self._hub: HubProcess | None = None
        self._play: PlayProcess | None = None

    async def start(self) -> RunningDemo:
        district = build_district()
        cameras = camera_list(district, self._options.cameras)
        meeting = meeting_cameras(district)
        accounts = fresh_accounts()
        place = district.frame.to_lonlat(district.leak)
        self._cameras = await self._start_cameras((*cameras, *meeting), accounts, place)
        tokens = {role: secrets.token_urlsafe(24) for role in (Role.OPERATOR, Role.SOURCE)}
        self._hub = await launch_hub(
            HubConfig(
                database=str(self._folder / "hub.sqlite"),
                tokens=tuple(TokenEntry(token=t, role=r, name=f"demo-{r}") for r, t in tokens.items()),
            )
        )
        self._play = await launch_play(
            PlayConfig(
                api_url=self._hub.api_url,
                token=tokens[Role.SOURCE],
                cameras=self._options.cameras,
                events_per_s=self._options.events_per_s,
            )
        )
        wall_config = self._write_wall(district, (*cameras, *meeting), accounts, tokens[Role.OPERATOR])
        self._say(f"The district is at work; its wall's configuration is {wall_config}")
        return RunningDemo(
            self._folder,
            wall_config,
            {self._cameras.pid: "cameras", self._hub.pid: "hub", self._play.pid: "district"},
        )

    async def stop(self) -> None:
        for process in (self._play, self._hub, self._cameras):
            if process is not None:
                await process.stop()

    async def _start_cameras(
        self,
        cameras: tuple[DemoCamera, ...],
        accounts: dict[str, Account],
        incident: tuple[float, float],
    ) -> CamerasProcess:
        paths = own_paths()
        place = SimulatorPlace(control_token=secrets.token_urlsafe(24), cache_dir=str(paths.cache / "clips"))
        warm = streams_of(self._options.layout, cameras, incident)
        config = simulator_config(cameras, accounts, place, warm)
        raw = msgspec.json.encode(config)
        self._say("Making the cameras' pictures (once; they are kept)")

        def on_warming(done: int, of: int) -> None:
            if done == of or done % 4 == 0:
                self._say(f"  {done} of {of}")

        return await launch_cameras(decode(raw, (*SCENES, *PEOPLE, "pattern")), on_warming=on_warming)

    def _write_wall(
        self,
        district: District,
        cameras: tuple[DemoCamera, ...],
        accounts: dict[str, Account],
        token: str,
    ) -> Path:
        assert self._cameras is not None
        assert self._hub is not None
        folder = self._folder
        areas, ground = write_district(folder, district)
        known = wall_cameras(cameras, self._cameras.rtsp_port, self._cameras.http_port)
        write_camera_csv(folder / "cameras.csv", known)
        accounts_toml = "".join(
            f'[{name}]\nuser = "{a.user}"\npassword = "{a.password}"\n' for name, a in accounts.items()
        )
        _write_private(folder / "secrets.toml", accounts_toml)
        _write_private(folder / "token", token + "\n")
        text = _WALL_TOML.format(
            role=self._options.role,
            layout=self._options.layout,
            language=self._options.language,
            title=TITLE,
            events=self._hub.events_url,
            areas=areas.name,
            ground=ground.name,
        )
        path = folder / "wall.toml"
        path.write_text(text, encoding="utf-8")
        return path


_WALL_TOML = """\
[wall]
id = "demo"
role = "{role}"
layout = "{layout}"
language = "{language}"
title = "{title}"
operator = "王敏"
marker = "demo"
state_dir = "state"

[platform]
events = "{events}"
token_file = "token"

[district]
areas = "{areas}"
ground = "{ground}"

[cameras]
files = ["cameras.csv"]
secrets_file = "secrets.toml"
"""


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, from its first byte on."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
