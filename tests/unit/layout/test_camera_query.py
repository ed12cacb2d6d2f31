"""A query means the cameras that have all of its words somewhere."""

from __future__ import annotations

import pytest

from wallclient.layout.query import matching
from wallclient.model.cameras import Camera

CAMERAS = [
    Camera(id="1", name="文昌路望湖路口", area_name="文昌", tags=("路口",), code="3701020000131"),
    Camera(id="2", name="兰亭农贸市场", area_name="兰亭", address="兰亭路 12 号", business_group="公共服务"),
    Camera(id="3", name="North Gate", area="370102009"),
]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", ["1", "2", "3"]),
        ("  ", ["1", "2", "3"]),
        ("路口", ["1"]),
        ("兰亭 市场", ["2"]),
        ("市场 文昌", []),
        ("公共服务", ["2"]),
        ("north", ["3"]),
        ("370102", ["1", "3"]),
    ],
)
def test_a_query_finds_its_cameras_in_catalogue_order(query: str, ids: list[str]) -> None:
    assert [c.id for c in matching(CAMERAS, query)] == ids
