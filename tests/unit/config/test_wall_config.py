"""wall.toml: what is enough, what is refused, and where paths start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wallclient.config.docs.config_page import EXAMPLE, SHORTEST
from wallclient.config.load import WallConfig, load
from wallclient.config.problems import Problem, Problems
from wallclient.config.sections.platform import PlatformSection
from wallclient.config.sections.wall import Language, Marker, Role

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, text: str) -> Path:
    path = folder / "wall.toml"
    path.write_text(text, encoding="utf-8")
    return path


def private(path: Path, text: str = "token") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o600)
    return path


def problems_of(folder: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(Problems) as caught:
        load(write(folder, text))
    return caught.value.problems


def test_an_empty_file_is_a_wall_with_defaults(tmp_path: Path) -> None:
    assert load(write(tmp_path, "")) == WallConfig()


def test_five_lines_point_the_wall_at_own_cameras_and_platform(tmp_path: Path) -> None:
    assert len(SHORTEST.splitlines()) == 5
    (tmp_path / "cameras.csv").write_text("name,url\nx,rtsp://h/1\n")
    private(tmp_path / "token")
    config = load(write(tmp_path, SHORTEST))
    assert config.cameras.files == (str(tmp_path / "cameras.csv"),)
    assert config.platform.events == "wss://platform.example/events/v1"
    assert config.platform.api_url == "https://platform.example"
    assert (config.wall.role, config.wall.layout) == (Role.WALL, "single")


def test_the_long_example_of_the_documentation_loads(tmp_path: Path) -> None:
    for name in ("map/areas.geojson", "map/ground.geojson", "cameras/streets.csv", "cameras/parks.csv"):
        private(tmp_path / name)
    private(tmp_path / "secrets/token")
    private(tmp_path / "secrets/cameras.toml")
    config = load(write(tmp_path, EXAMPLE))
    assert config.wall.title == "澄湖区社会治理综合指挥中心"
    assert config.video.stale_after_s == 2.0


def test_an_unknown_key_suggests_the_right_one(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "[video]\ndecodres = 2\n")
    assert str(problem) == f"{tmp_path}/wall.toml:2: video.decodres: unknown key (did you mean decoders?)"


def test_an_unknown_section_suggests_the_right_one(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "[camera]\nfiles = []\n")
    assert (problem.line, problem.hint) == (1, "did you mean cameras?")


def test_mistakes_in_several_sections_are_all_told(tmp_path: Path) -> None:
    found = problems_of(
        tmp_path,
        '[wall]\nrole = "consol"\nlanguage = "de"\n[platform]\nevents = "http://x"\n[video]\ndecoders = 100\n'
        "[look]\nscale = 120\n[district]\nprefixes = [6, 9, 9, 15]\n",
    )
    assert [p.key for p in found] == [
        "wall.role",
        "wall.language",
        "platform.events",
        "video.decoders",
        "look.scale",
        "district.prefixes",
    ]


def test_words_of_the_file_become_enums(tmp_path: Path) -> None:
    config = load(write(tmp_path, '[wall]\nrole = "room"\nlanguage = "en"\nmarker = "exercise"\n'))
    assert (config.wall.role, config.wall.language, config.wall.marker) == (
        Role.ROOM,
        Language.EN,
        Marker.EXERCISE,
    )


def test_an_address_with_a_password_is_refused_without_showing_it(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, '[platform]\nevents = "wss://me:hunter2@host/events"\n')
    assert "without user and password" in problem.message
    assert "hunter2" not in str(problem)


def test_a_token_that_others_may_read_is_refused_with_the_way_to_mend_it(tmp_path: Path) -> None:
    token = private(tmp_path / "token")
    token.chmod(0o644)
    (problem,) = problems_of(tmp_path, '[platform]\ntoken_file = "token"\n')
    assert (problem.line, problem.key) == (2, "platform.token_file")
    assert "mode 0644" in problem.message
    assert problem.hint == f"run: chmod 600 '{token}'"


def test_a_layout_by_name_stays_a_name_and_by_path_starts_at_the_file(tmp_path: Path) -> None:
    assert load(write(tmp_path, '[wall]\nlayout = "demo"\n')).wall.layout == "demo"
    own = load(write(tmp_path, '[wall]\nlayout = "own/hall.toml"\n'))
    assert own.wall.layout == f"{tmp_path}/own/hall.toml"


@pytest.mark.parametrize(
    ("events", "api", "url"),
    [
        ("", "", ""),
        ("ws://127.0.0.1:8080/events/v1", "", "http://127.0.0.1:8080"),
        ("wss://host/events/v1", "", "https://host"),
        ("wss://host/events/v1", "https://other/base/", "https://other/base"),
    ],
)
def test_commands_go_to_the_host_of_the_events_unless_told_otherwise(events: str, api: str, url: str) -> None:
    assert PlatformSection(events=events, api=api).api_url == url
