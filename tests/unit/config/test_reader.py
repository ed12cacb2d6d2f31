"""The reader: all problems of a table at once, each with its line, its bounds and a hint."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
import pytest
from msgspec import Meta

from wallclient.config.problems import Problem, Problems
from wallclient.config.reading.reader import read_struct
from wallclient.config.reading.toml import parse_toml, read_toml

if TYPE_CHECKING:
    from pathlib import Path


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


class Wheel(msgspec.Struct, frozen=True, kw_only=True):
    size: Annotated[int, Meta(ge=1, le=99)]
    spokes: int = 8


class Round(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="round"):
    radius: float = 1.0


class Square(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="square"):
    side: Annotated[float, Meta(gt=0)]


CHOICES: dict[str, type[msgspec.Struct]] = {"round": Round, "square": Square}


class Cart(msgspec.Struct, frozen=True, kw_only=True):
    name: Annotated[str, Meta(pattern="^[a-z]+$", extra={"form": "small letters", "example": "blue"})] = (
        "cart"
    )
    colour: Colour = Colour.RED
    load: Literal["light", "heavy"] = "light"
    fast: bool = False
    weight: Annotated[float, Meta(ge=0)] = 1.0
    place: tuple[int, int] = (0, 0)
    wheels: tuple[Wheel, ...] = ()
    number: Annotated[int, Meta(ge=0)] | None = None
    secret: Annotated[int, Meta(extra={"secret": True})] = 0
    note: Annotated[str, Meta(extra={"path": "file"})] = ""
    folder: Annotated[str, Meta(extra={"path": "folder"})] = ""
    shape: Literal["round", "square"] = "round"
    options: Annotated[Round | Square | None, Meta(extra={"chosen_by": ("shape", CHOICES)})] = None


def read(text: str, path: Path) -> Cart:
    data, reading = parse_toml(text, path / "cart.toml")
    cart = read_struct(data, Cart, reading)
    reading.finish()
    assert cart is not None
    return cart


def problems_of(text: str, path: Path) -> tuple[Problem, ...]:
    with pytest.raises(Problems) as caught:
        read(text, path)
    return caught.value.problems


def test_an_empty_text_gives_the_defaults(tmp_path: Path) -> None:
    assert read("", tmp_path) == Cart()


def test_everything_that_is_right_is_taken(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("x")
    cart = read(
        'name = "abc"\ncolour = "green"\nload = "heavy"\nfast = true\nweight = 2\nplace = [3, 4]\n'
        'number = 7\nnote = "note.txt"\nfolder = "state"\nshape = "square"\noptions = { side = 2 }\n'
        "[[wheels]]\nsize = 20\n[[wheels]]\nsize = 21\nspokes = 0\n",
        tmp_path,
    )
    assert cart.wheels == (Wheel(size=20), Wheel(size=21, spokes=0))
    assert (cart.weight, cart.place, cart.number) == (2.0, (3, 4), 7)
    assert isinstance(cart.weight, float)
    assert cart.options == Square(side=2.0)
    assert cart.note == str(tmp_path / "note.txt")
    assert cart.folder == str(tmp_path / "state")


def test_all_problems_come_at_once_each_with_its_line(tmp_path: Path) -> None:
    found = problems_of(
        'colour = "gren"\nweight = -1\nplace = [1]\nsped = 3\nfast = "yes"\n'
        "[[wheels]]\nsize = 100\n[[wheels]]\n",
        tmp_path,
    )
    assert [(p.line, p.key) for p in found] == [
        (1, "colour"),
        (2, "weight"),
        (3, "place"),
        (4, "sped"),
        (5, "fast"),
        (7, "wheels[0].size"),
        (8, "wheels[1].size"),
    ]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('colour = "gren"', 'must be one of red, green; it is "gren"', "did you mean green?"),
        ('load = "hevy"', 'must be one of heavy, light; it is "hevy"', "did you mean heavy?"),
        ("weight = -1", "must be a number, at least 0; it is -1", ""),
        ("weight = nan", "must be a number, at least 0; it is nan", ""),
        ("number = true", "must be a whole number, at least 0; it is true", ""),
        ("number = 1.5", "must be a whole number, at least 0; it is 1.5", ""),
        ("fast = 1", "must be true or false; it is 1", ""),
        ("place = [1]", "must have 2 values; it has 1", ""),
        ("place = 3", "must be a list of 2 (a whole number); it is 3", ""),
        ("wheels = 3", "must be tables; it is 3", ""),
        ("wheels = [3]", "must be a table, not 3", ""),
        ("name = 3", "must be text; it is 3", "for example blue"),
        ('name = "A1"', 'must be small letters; it is "A1"', "for example blue"),
        ("colur = 1", "unknown key", "did you mean colour?"),
        ('secret = "1234"', "must be a whole number", ""),
        ('shape = "square"', "is missing", "must be a number, more than 0"),
        ('shape = "oval"', 'must be one of round, square; it is "oval"', ""),
        ('shape = "round"\noptions = { radios = 1 }', "unknown key", "did you mean radius?"),
    ],
)
def test_each_mistake_is_named_with_what_would_be_right(
    text: str, message: str, hint: str, tmp_path: Path
) -> None:
    (problem,) = problems_of(text, tmp_path)
    assert (problem.message, problem.hint) == (message, hint)


def test_a_key_like_no_other_lists_the_known_ones(tmp_path: Path) -> None:
    (problem,) = problems_of("qqqqqq = 1", tmp_path)
    assert problem.hint.startswith("known keys: name, colour")


def test_options_of_an_unknown_choice_are_not_reported_on_top(tmp_path: Path) -> None:
    found = problems_of('shape = "oval"\noptions = { anything = 1 }', tmp_path)
    assert [p.key for p in found] == ["shape"]


def test_a_file_that_is_named_and_missing_is_a_problem(tmp_path: Path) -> None:
    (problem,) = problems_of('note = "gone.txt"', tmp_path)
    assert problem.message == f"there is no such file: {tmp_path / 'gone.txt'}"


def test_a_folder_in_place_of_a_file_is_a_problem(tmp_path: Path) -> None:
    (problem,) = problems_of('note = "."', tmp_path)
    assert "is a folder" in problem.message


@pytest.mark.parametrize(
    ("content", "line", "part"),
    [
        (b"a = 1\nb = \n", 2, "not TOML"),
        (b"a = 1\nb = [1,\n", 3, "not TOML"),
        (b"a = 1\na = 2\n", 2, "not TOML"),
        (b"a = 1\nb = '\xd6\xd0'\n", 2, "is not UTF-8"),
    ],
)
def test_a_text_that_cannot_be_parsed_is_a_problem_with_its_line(
    content: bytes, line: int, part: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(content)
    with pytest.raises(Problems) as caught:
        read_toml(path)
    (problem,) = caught.value.problems
    assert problem.line == line
    assert part in problem.message


def test_a_missing_file_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="there is no such file"):
        read_toml(tmp_path / "none.toml")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b'\xef\xbb\xbfname = "abc"\r\nsped = 1\r\n')
    data, reading = read_toml(path)
    assert data["name"] == "abc"
    assert reading.lines.line_of(("sped",)) == 2
