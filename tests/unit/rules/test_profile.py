"""Clock profiles and class tables: the shipped examples load, and mistakes are all told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wallclient.model.incidents import Incident, Urgency
from wallclient.rules.classes import parse_classes
from wallclient.rules.profile import parse_profile
from wallclient.rules.reading import ProfileProblems

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Make = Callable[..., Incident]

WRONG = """
version = 1
nmae = "x"
yellow_at = 80
[[limits]]
name = "a"
report = "5 minutes"
dispatch = "10 min"
resolve = "0 s"
check = "1 h"
case = "2 h"
urgency = ["critcal"]
"""


def test_the_shipped_profile_loads_and_says_that_it_is_an_example(
    example_files: Path, make_incident: Make
) -> None:
    profile = parse_profile((example_files / "clocks.example.toml").read_text("utf-8"))
    assert profile.example
    assert profile.limits_of(make_incident(urgency=Urgency.CRITICAL)).case_s == 2 * 3600
    assert profile.limits_of(make_incident(big_class="水电气热")).case_s == 24 * 3600
    assert profile.limits_of(make_incident(people_involved=80)).case_s == 15 * 86400
    assert profile.limits_of(make_incident()).case_s == 7 * 86400


def test_the_shipped_class_table_loads_and_ranks_incidents(example_files: Path, make_incident: Make) -> None:
    classes = parse_classes((example_files / "classes.example.toml").read_text("utf-8"))
    assert classes.example
    noise = classes.small_class("广场舞噪声")
    assert noise is not None
    assert noise.depts[0] == "派出所"
    assert classes.small_class("E0301") == noise
    assert classes.severity(make_incident(small_class="广场舞噪声")) == 3
    assert classes.severity(make_incident(small_class="占道经营")) == 4
    assert classes.severity(make_incident(urgency=Urgency.URGENT)) == 2
    assert classes.severity(make_incident(urgency=Urgency.ROUTINE, severity=1)) == 1


def test_every_mistake_is_reported_with_its_key_and_a_hint() -> None:
    with pytest.raises(ProfileProblems) as caught:
        parse_profile(WRONG, "clocks.toml")
    told = {problem.key: str(problem) for problem in caught.value.problems}
    assert set(told) == {
        "name",
        "nmae",
        "yellow_at",
        "limits[0].report",
        "limits[0].resolve",
        "limits[0].urgency",
    }
    assert "did you mean 'name'?" in told["nmae"]
    assert "did you mean 'critical'?" in told["limits[0].urgency"]
    assert told["limits[0].report"].startswith("clocks.toml: limits[0].report: '5 minutes' is no duration")


def test_broken_toml_is_reported_with_its_line() -> None:
    with pytest.raises(ProfileProblems) as caught:
        parse_profile('version = 1\nname = "x\n', "clocks.toml")
    assert caught.value.problems[0].line == 2


def test_a_profile_must_end_with_limits_for_all_others() -> None:
    entry = '[[limits]]\nname = "a"\nreport = "1 h"\ndispatch = "1 h"\nresolve = "1 h"\ncheck = "1 h"\n'
    conditional = entry + 'case = "1 h"\nkind = ["part"]\n'
    general = entry + 'case = "1 h"\n'
    with pytest.raises(ProfileProblems, match="the last entry must have no condition"):
        parse_profile('version = 1\nname = "x"\n' + conditional)
    with pytest.raises(ProfileProblems, match="those after it never apply"):
        parse_profile('version = 1\nname = "x"\n' + general + general)
    with pytest.raises(ProfileProblems, match="limits: is missing"):
        parse_profile('version = 1\nname = "x"\n')


def test_a_class_code_may_stand_once_only() -> None:
    text = 'version = 1\nname = "x"\n[[big]]\ncode = "A"\nname = "a"\nsmall = [{ code = "A", name = "b" }]\n'
    with pytest.raises(ProfileProblems, match="stands twice"):
        parse_classes(text)
