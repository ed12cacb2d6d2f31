"""Walls of real parts: simulated cameras, a hub, decoders, and windows on an offscreen screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, QTranslator

from tests.e2e.kit.backstage import Backstage
from tests.e2e.kit.platform import Platform
from tests.e2e.kit.simulator import Simulator, camera, digest
from tests.e2e.kit.standing import StandingWall

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.e2e.kit.wallfiles import WallFiles

CAMERAS = (
    camera("digest-tcp", 101, auth=digest()),
    camera("digest-udp", 102, auth=digest()),
    camera("hevc", 103, codec="h265", auth=digest()),
    camera("http-ts", 104, transport="http-ts"),
    *(camera(f"plain-{number}", 110 + number) for number in range(1, 9)),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/e2e" in item.path.as_posix():
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """The cameras of all tests; a test that switches a fault on switches it off again."""
    backstage = Backstage("cameras' backstage")
    found = Simulator(backstage, CAMERAS, tmp_path_factory.mktemp("clips"))
    yield found
    found.close()
    backstage.close()
    assert backstage.failures == []


@pytest.fixture
def backstage() -> Iterator[Backstage]:
    found = Backstage()
    yield found
    found.close()


@pytest.fixture
def stand(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[WallFiles], StandingWall]]:
    """Makes walls, all in the same folder; they are closed at the end."""
    walls: list[StandingWall] = []

    def make(files: WallFiles) -> StandingWall:
        wall = StandingWall(qtbot, qapp, files.write(tmp_path / "wall"))
        walls.append(wall)
        return wall

    locale, known = QLocale(), set(qapp.findChildren(QTranslator))
    yield make
    for wall in walls:
        wall.close()
    # The application outlives the wall; other tests expect it as it was.
    for translator in set(qapp.findChildren(QTranslator)) - known:
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(locale)


@pytest.fixture
def platform(backstage: Backstage, tmp_path: Path) -> Iterator[Platform]:
    """A hub at work, which may be killed and raised again."""
    found = Platform(backstage, tmp_path)
    found.start()
    yield found
    found.stop()
