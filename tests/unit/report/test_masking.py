"""What a report must not tell: phones, identity numbers, names of those who complained."""

from __future__ import annotations

import pytest

from tests.unit.report.reportkit import incident
from wallclient.model.incidents import Sensitivity
from wallclient.report.masking import Masks, mask_name, mask_numbers


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("刘女士 13812342206", "刘女士 138****2206"),
        ("电话13812342206，勿扰", "电话138****2206，勿扰"),
        ("+86 138-1234-2206", "138****2206"),
        ("0512-65221234", "0512-****1234"),
        ("身份证 320501196403152218", "身份证 320501********2218"),
        ("身份证 32050119640315221X", "身份证 320501********221X"),
        ("138****2206", "138****2206"),
        ("编号 20261123-0147 的 6 号楼", "编号 20261123-0147 的 6 号楼"),
        ("涉及 42 户 88 人", "涉及 42 户 88 人"),
        ("", ""),
    ],
)
def test_phone_and_identity_numbers_lose_their_middle(text: str, masked: str) -> None:
    assert mask_numbers(text) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("刘女士", "刘女士"),
        ("刘桂英", "刘**"),
        ("欧阳娜", "欧阳*"),
        ("王强", "王*"),
        ("John Smith", "John S."),
        ("匿名", "匿*"),
        ("", ""),
    ],
)
def test_a_name_is_cut_to_the_family_name(name: str, masked: str) -> None:
    assert mask_name(name) == masked


def test_the_petitioners_name_is_masked_in_every_text() -> None:
    masks = Masks(incident(petitioner="刘桂英 13812342206"))
    assert masks.text("刘桂英来电") == "刘**来电"
    assert masks.petitioner("刘桂英 13812342206") == "刘** 138****2206"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("米兰社区 6 号楼 2 单元 603 室", "米兰社区 6 号楼"),
        ("清河路 12 号院 3 楼", "清河路 12 号院"),
        ("某路口", ""),
    ],
)
def test_a_hidden_address_ends_at_the_building(address: str, told: str) -> None:
    hidden = Masks(incident(sensitivity=Sensitivity.HIDE))
    assert hidden.address(address) == told
    assert Masks(incident()).address(address) == address
    assert hidden.petitioner("刘女士 13812342206") == ""
