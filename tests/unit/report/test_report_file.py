"""The report as a file: complete, self-contained, and proof against hostile texts."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.unit.report.reportkit import NOW, incident, inputs, stores
from wallclient.model.cameras import Camera
from wallclient.model.incidents import Assignment, CourseEntry, Sensitivity, State
from wallclient.model.workers import Worker
from wallclient.report import write_report
from wallclient.report.words import WORDS, Words
from wallclient.rules.course import STATE_WORDS

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = (
    """</script><script>document.title="owned"</script>"'`${alert(1)}"""
    "<img src=http://evil.example/x onerror=alert(1)>"
)
_FETCHING = {"src", "href", "srcset", "data", "action", "poster", "background", "xlink:href"}


class Page(HTMLParser):
    """Collects what a browser would fetch or run, and the text that people see."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.fetched: list[str] = []
        self.handlers: list[str] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.policy = ""
        self.tags: list[str] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag in ("script", "style"):
            self._open.append(tag)
            (self.scripts if tag == "script" else self.styles).append("")
        for name, value in attrs:
            if name in _FETCHING:
                self.fetched.append(value or "")
            if name.startswith("on"):
                self.handlers.append(name)
            if name == "style":
                self.styles.append(value or "")
            if name == "content" and tag == "meta" and "default-src" in (value or ""):
                self.policy = value or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style") and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not self._open:
            self.text.append(data)
        elif self._open[-1] == "script":
            self.scripts[-1] += data
        else:
            self.styles[-1] += data

    @property
    def words(self) -> str:
        return " ".join(self.text)


def page(path: Path) -> Page:
    return Page(path.read_text("utf-8"))


@pytest.fixture
def report(tmp_path: Path) -> Page:
    return page(write_report(inputs(), tmp_path / "report.html"))


def test_the_report_tells_what_where_since_when_and_who(report: Page) -> None:
    for words in (
        "情况报告",
        "米兰社区 6 号楼燃气泄漏",
        "非常紧急",
        "20261123-0147",
        "处理中",
        "12345 热线",
        "涉及 42 人",
        "00:03:00",
        "剩余 01:36:54",
        "区住建局燃气办",
        "已到场",
        "已关闭楼前阀门",
        "路口 0",
        "周敏",
        "140 米",
        "失联 00:22:00",
        "望湖路井盖缺损",
        "1 公里内 6 路，4 路朝向现场",
    ):
        assert words in report.words, words


def test_the_lead_stands_first_and_the_newest_entry_on_top(report: Page) -> None:
    words = report.words
    assert words.index("区住建局燃气办") < words.index("区消防救援大队")
    assert words.index("已关闭楼前阀门") < words.index("楼道内有浓烈燃气味", words.index("经过"))


def test_nothing_is_fetched_from_anywhere(report: Page) -> None:
    assert report.fetched == []
    assert report.handlers == []
    assert not {"link", "img", "iframe", "object", "embed", "base"} & set(report.tags)
    for style in report.styles:
        assert "url(" not in style
        assert "@import" not in style


def test_the_content_policy_allows_the_file_itself_and_nothing_else(report: Page) -> None:
    assert "default-src 'none'" in report.policy
    assert "http" not in report.policy
    allowed = set(re.findall(r"'sha256-([^']+)'", report.policy))
    hashes = {base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in report.scripts}
    assert hashes == allowed
    assert len(report.scripts) == 2


def test_leaflet_keeps_its_notice_and_loses_its_source_map(report: Page) -> None:
    assert "Leaflet 1.9" in report.scripts[0][:400]
    assert "sourceMappingURL" not in report.scripts[0]


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    hostile = incident(
        title=HOSTILE,
        description=HOSTILE,
        code=HOSTILE,
        address=HOSTILE,
        subdistrict=HOSTILE,
        big_class=HOSTILE,
        petitioner=HOSTILE,
        assignments=(Assignment(dept=HOSTILE, person=HOSTILE, receipt=HOSTILE),),
        course=(CourseEntry(at=NOW, who=HOSTILE, text=HOSTILE),),
    )
    made = stores()
    made.incidents.put(msgspec.structs.replace(hostile, id="neighbour"))
    made.workers.put(
        Worker(id="w9", name=HOSTILE, area_name=HOSTILE, lon=hostile.lon, lat=hostile.lat, positioned_at=NOW)
    )
    made.cameras.put(Camera(id="c9", name=HOSTILE, lon=hostile.lon, lat=hostile.lat))
    for area in tuple(made.areas.values()):
        made.areas.put(msgspec.structs.replace(area, name=HOSTILE))
    found = page(write_report(inputs(hostile, made), tmp_path / "report.html"))
    assert len(found.scripts) == 2
    assert found.fetched == []
    assert found.handlers == []
    assert "img" not in found.tags
    assert found.words.count('document.title="owned"') >= 8
    # In the map's script a text may only stand as JSON without a bracket that could end the script.
    assert "</script" not in found.scripts[1]
    assert "<img" not in found.scripts[1]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_both_languages_are_complete(tmp_path: Path, language: str) -> None:
    found = page(write_report(inputs(), tmp_path / "r.html", language=language))
    assert ("Situation report" in found.words) == (language == "en")
    assert all(all(texts) and len(texts) == 2 for texts in WORDS.values())
    words = Words(language)
    assert all(words.state(state) for state in State)
    assert set(STATE_WORDS) == set(State)


def test_another_language_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="zh_CN, en"):
        write_report(inputs(), tmp_path / "r.html", language="fr")


def test_names_and_numbers_of_petitioners_are_masked_everywhere(report: Page) -> None:
    assert "反映人 刘** 138****2206" in report.words
    assert "刘桂英" not in report.words
    assert "13812342206" not in " ".join((report.words, *report.scripts))


def test_a_hidden_incident_tells_neither_petitioner_nor_flat(tmp_path: Path) -> None:
    hidden = incident(sensitivity=Sensitivity.HIDE)
    words = page(write_report(inputs(hidden), tmp_path / "r.html")).words
    assert "反映人信息已隐去" in words
    assert "刘" not in words
    assert "米兰社区 6 号楼" in words
    assert "603" not in words


def test_an_incident_without_a_place_gets_a_report_without_a_map(tmp_path: Path) -> None:
    found = page(write_report(inputs(incident(lon=None, lat=None)), tmp_path / "r.html"))
    assert "此事件没有坐标，无法绘制周边" in found.words
    assert found.scripts == []
    assert "script-src 'none'" in found.policy
    unknown = page(write_report(inputs(incident(crs="beijing54")), tmp_path / "r.html"))
    assert unknown.scripts == []


def test_a_fresh_incident_says_what_is_not_there_yet(tmp_path: Path) -> None:
    fresh = incident(
        assignments=(), course=(), lead_dept="", dispatched_at=None, description="", state=State.REPORTED
    )
    words = page(write_report(inputs(fresh), tmp_path / "r.html")).words
    assert "还没有派遣承办单位" in words
    assert "还没有经过记录" in words
    assert "未开始" in words


def test_an_overdue_clock_says_by_how_much(tmp_path: Path) -> None:
    late = incident(due_at=NOW, stage_due_at=NOW.replace(minute=0, second=0))
    words = page(write_report(inputs(late), tmp_path / "r.html")).words
    assert "超 00:32:08" in words


def test_a_whole_district_of_ground_stays_below_three_megabytes(tmp_path: Path) -> None:
    path = write_report(inputs(made=stores(blocks=6000)), tmp_path / "r.html")
    assert path.stat().st_size < 3_000_000


def test_a_report_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = write_report(inputs(), tmp_path / "reports" / "r.html")
    before = path.read_bytes()
    with pytest.raises(ValueError, match="no report in"):
        write_report(inputs(incident(title="neu")), path, language="xx")
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
    blocked = tmp_path / "file"
    blocked.write_text("x")
    with pytest.raises(OSError, match="file"):
        write_report(inputs(), blocked / "r.html")
