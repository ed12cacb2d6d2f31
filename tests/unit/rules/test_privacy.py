"""What walls and meeting rooms show of an incident's people."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from wallclient.model.incidents import Incident, Sensitivity
from wallclient.rules import privacy
from wallclient.rules.privacy import Disclosure


def incident(title: str, **more: object) -> Incident:
    return Incident(id="1", code="1", title=title, reported_at=datetime(2026, 1, 1, tzinfo=UTC), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("role", "sensitivity", "shown"),
    [
        ("console", Sensitivity.HIDE, Disclosure.FULL),
        ("wall", Sensitivity.NORMAL, Disclosure.ADDRESS),
        ("room", Sensitivity.DIM, Disclosure.BUILDING),
        ("wall", Sensitivity.HIDE, Disclosure.KIND),
    ],
)
def test_only_a_console_sees_everything(role: str, sensitivity: Sensitivity, shown: Disclosure) -> None:
    assert privacy.disclosure(role, sensitivity) is shown


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("刘女士 13812342206", "刘女士 138****2206"),
        ("刘女士 138-1234-2206", "刘女士 138****2206"),
        ("刘女士 138****2206", "刘女士 138****2206"),
        ("0512-65123456", "0512-****3456"),
        ("+86 138-1234-2206", "138****2206"),
        ("320502198001011234", "320502********1234"),
        ("来电 12345 热线", "来电 12345 热线"),
        ("20261123-0147", "20261123-0147"),
    ],
)
def test_numbers_lose_their_middle(text: str, masked: str) -> None:
    assert privacy.numbers(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("刘淑芬", "刘**"),
        ("刘淑芬女士", "刘女士"),
        ("刘先生", "刘先生"),
        ("张老师", "张老师"),
        ("欧阳修文", "欧阳**"),
        ("John Smith", "John S."),
        ("网格员", "网格员"),
        ("居民", "居民"),
        ("米兰物业", "米兰物业"),
        ("南苑社区居民委员会", "南苑社区居民委员会"),
        ("138****2206", "138****2206"),
        ("", ""),
    ],
)
def test_names_are_shortened_and_bodies_are_not(text: str, masked: str) -> None:
    assert privacy.name(text) == masked


def test_a_person_is_masked_part_by_part_and_left_out_where_only_the_kind_is_shown() -> None:
    assert privacy.person("刘淑芬 13812342206", Disclosure.FULL) == "刘淑芬 13812342206"
    assert privacy.person("刘淑芬 13812342206", Disclosure.ADDRESS) == "刘** 138****2206"
    assert privacy.person("刘淑芬 13812342206", Disclosure.KIND) == ""


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("望湖街道米兰社区 6 号楼 2 单元 603 室", "望湖街道米兰社区 6 号楼"),
        ("兰亭路 12 号 301 室", "兰亭路 12 号"),
        ("阳光花园 3 栋", "阳光花园 3 栋"),
        ("清河公园", "清河公园"),
        ("清河公寓 603 室", "清河公寓"),
    ],
)
def test_an_address_ends_at_the_building(text: str, cut: str) -> None:
    assert privacy.address(text, Disclosure.BUILDING) == cut
    assert privacy.address(text, Disclosure.ADDRESS) == text
    assert privacy.address(text, Disclosure.KIND) == ""


def test_a_title_loses_what_lies_inside_the_building() -> None:
    case = incident("米兰社区 6 号楼 2 单元 603 室燃气泄漏", small_class="燃气泄漏")
    assert privacy.title(case, Disclosure.FULL) == case.title
    assert privacy.title(case, Disclosure.ADDRESS) == case.title
    assert privacy.title(case, Disclosure.BUILDING) == "米兰社区 6 号楼燃气泄漏"
    assert privacy.title(case, Disclosure.KIND) == "燃气泄漏"


def test_counts_in_a_title_are_not_taken_for_rooms() -> None:
    case = incident("尊老金认证受阻：行动不便老人 3 人")
    assert privacy.title(case, Disclosure.BUILDING) == case.title


def test_free_text_keeps_its_figures_and_loses_its_rooms_only_where_addresses_are_cut() -> None:
    text = "查明 603 室灶前软管老化，2、3 单元 42 户已清点，回电 13812342206"
    assert privacy.words(text, Disclosure.ADDRESS).endswith(
        "603 室灶前软管老化，2、3 单元 42 户已清点，回电 138****2206"
    )
    assert privacy.words(text, Disclosure.BUILDING).startswith("查明 *** 室灶前")
    assert privacy.words(text, Disclosure.FULL) == text


def test_free_text_does_not_give_the_name_away_either() -> None:
    assert privacy.words("刘桂英来电", Disclosure.ADDRESS, "刘桂英 13812342206") == "刘**来电"
    assert privacy.words("刘桂英来电", Disclosure.FULL, "刘桂英 13812342206") == "刘桂英来电"
