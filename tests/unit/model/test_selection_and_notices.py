"""The choice and the one door for messages."""

from __future__ import annotations

from wallclient.model.notices import Notice, Notices
from wallclient.model.selection import Chosen, Selection


def test_subscribers_hear_a_new_choice_once_and_never_the_same_again() -> None:
    selection, heard = Selection(), []
    leave = selection.subscribe(heard.append)
    selection.choose(incident_id="i1")
    selection.choose(incident_id="i1")
    selection.choose(camera_id="c1")
    leave()
    selection.choose(incident_id="i2")
    assert heard == [Chosen(incident_id="i1"), Chosen(incident_id="i1", camera_id="c1")]
    assert selection.chosen.incident_id == "i2"


def test_an_empty_text_clears_and_none_leaves() -> None:
    selection = Selection()
    selection.choose(incident_id="i1", area_code="a")
    selection.choose(incident_id="")
    assert selection.chosen == Chosen(area_code="a")


def test_a_notice_waits_for_the_first_subscriber_and_a_newer_one_of_its_subject_replaces_it() -> None:
    notices: Notices = Notices()
    notices.say("layout", "one mistake")
    heard: list[Notice | None] = []
    notices.subscribe(heard.append)
    notices.say("layout", "two mistakes")
    notices.say("cameras", "list gone")
    notices.clear("cameras")
    notices.clear("layout")
    assert [n.text if n else None for n in heard] == [
        "one mistake",
        "two mistakes",
        "list gone",
        "two mistakes",
        None,
    ]
