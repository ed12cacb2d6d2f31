"""Problems: how they read, in which order, and what they never show."""

from __future__ import annotations

from wallclient.config.problems import Problem, Problems, did_you_mean, shown


def test_a_problem_reads_as_place_key_message_and_hint() -> None:
    problem = Problem(
        "wall.toml", 3, "wall.role", 'must be one of wall, room; it is "wal"', "did you mean wall?"
    )
    assert (
        str(problem) == 'wall.toml:3: wall.role: must be one of wall, room; it is "wal" (did you mean wall?)'
    )


def test_a_problem_without_line_or_key_leaves_them_out() -> None:
    assert str(Problem("wall.toml", 0, "", "there is no such file")) == "wall.toml: there is no such file"


def test_problems_come_in_the_order_of_their_lines() -> None:
    error = Problems([Problem("a", 9, "", "late"), Problem("a", 2, "", "early")])
    assert [p.message for p in error.problems] == ["early", "late"]
    assert str(error).splitlines() == ["a:2: early", "a:9: late"]


def test_the_nearest_valid_word_is_suggested_and_none_if_all_are_far() -> None:
    assert did_you_mean("conector", ["edid", "connector"]) == "did you mean connector?"
    assert did_you_mean("zzz", ["edid", "connector"]) == ""


def test_shown_values_are_short_and_hold_no_credentials() -> None:
    assert shown("rtsp://admin:geheim@10.0.0.1/main") == '"rtsp://***@10.0.0.1/main"'
    assert "geheim" not in shown(["http://admin:geheim@10.0.0.1/"])
    assert len(shown("x" * 500)) == 60
    assert shown(True) == "true"
    assert shown({"a": "secret"}) == "a table"
