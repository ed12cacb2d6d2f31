"""Camera lists: every encoding and delimiter, English and Chinese columns, bad rows left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wallclient.config.camera_list.rows import RowDefaults
from wallclient.config.cameras import CameraList, load_cameras
from wallclient.config.docs.config_page import CAMERAS_EXAMPLE
from wallclient.config.problems import Problems
from wallclient.model.cameras import ProfileName

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = (
    "id,name,code,area,area_name,address,kind,business_group,tags,lon,lat,crs,bearing_deg,main_url,sub_url,codec,"
    "transport,credential,engine,sensitivity\n"
    "c1,文昌路望湖路口,37010200001320000001,370102001002003,文昌,文昌路 1 号,dome,公共安全,路口 学校,"
    "120.596931,31.280844,wgs84,450,rtsp://h/main,rtsp://h/sub,H264,udp,parks,av,dim\n"
)
CHINESE = (
    "编号,名称,国标编码,行政区划,所属区域,地址,类型,业务分组,标签,经度,纬度,坐标系,朝向,主码流,子码流,编码,传输,凭据,"
    "引擎,敏感级别\n"
    "c1,文昌路望湖路口,37010200001320000001,370102001002003,文昌,文昌路 1 号,球机,公共安全,路口、学校,"
    "120.596931,31.280844,WGS-84,东,rtsp://h/main,rtsp://h/sub,h264,UDP,parks,av,模糊\n"
)


def read(folder: Path, text: str | bytes, **defaults: str) -> CameraList:
    path = folder / "list.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_cameras([path], RowDefaults(**defaults))


@pytest.mark.parametrize("text", [ENGLISH, CHINESE])
def test_english_and_chinese_columns_give_the_same_camera(text: str, tmp_path: Path) -> None:
    result = read(tmp_path, text)
    assert (result.problems, result.warnings) == ((), ())
    (camera,) = result.cameras
    assert (camera.id, camera.name, camera.code) == ("c1", "文昌路望湖路口", "37010200001320000001")
    assert (camera.area, camera.area_name, camera.address) == ("370102001002003", "文昌", "文昌路 1 号")
    assert (camera.kind, camera.business_group, camera.tags) == ("dome", "公共安全", ("路口", "学校"))
    assert (camera.lon, camera.lat, camera.bearing_deg) == (120.596931, 31.280844, 90.0)
    assert (camera.credential, camera.engine, camera.sensitivity) == ("parks", "av", "dim")
    main, sub = camera.profiles
    assert (main.name, main.url, main.codec, main.transport) == (
        ProfileName.MAIN,
        "rtsp://h/main",
        "h264",
        "udp",
    )
    assert (sub.name, sub.url) == (ProfileName.SUB, "rtsp://h/sub")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encoding_and_delimiter_are_found_out(codec: str, delimiter: str, tmp_path: Path) -> None:
    text = f"名称{delimiter}播放地址{delimiter}标签\n兰亭农贸市场{delimiter}rtsp://h/1{delimiter}市场\n"
    result = read(tmp_path, text.encode(codec))
    assert [(c.name, c.tags) for c in result.cameras] == [("兰亭农贸市场", ("市场",))]


def test_the_encoding_is_told(tmp_path: Path) -> None:
    text = "名称,播放地址\n镕基路与𠮷祥巷口,rtsp://h/1\n"
    assert read(tmp_path, text.encode("gb18030")).encodings == ("gb18030",)
    assert read(tmp_path, text.encode()).encodings == ("utf-8",)


def test_bad_rows_are_left_out_with_line_and_reason_and_the_others_load(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        "id,name,lon,lat,url,kind\n"
        "a,good,120,31,rtsp://h/1,\n"
        "b,far,200,31,rtsp://h/2,\n"
        "c,swapped,31.2,120.5,rtsp://h/3,\n"
        "d,words,x,y,rtsp://h/4,\n"
        "e,half,120,,rtsp://h/5,\n"
        "f,no address,120,31,,\n"
        "a,twice,120,31,rtsp://h/6,\n"
        "h,odd scheme,120,31,gopher://h/7,\n"
        "i,no scheme,120,31,10.0.0.1/8,\n"
        "j,odd kind,120,31,rtsp://h/9,domee\n"
        ",,120,31,rtsp://h/10,\n"
        "\n"
        "k,good too,,,http://h/11.live.ts,\n",
    )
    assert [c.id for c in result.cameras] == ["a", "k"]
    assert result.skipped == 10
    assert [(p.line, p.key) for p in result.problems] == [
        (3, "lon"),
        (4, "lon"),
        (5, "lon"),
        (6, "lat"),
        (7, "url"),
        (8, "id"),
        (9, "main_url"),
        (10, "main_url"),
        (11, "kind"),
        (12, "id"),
    ]
    by_line = {p.line: p for p in result.problems}
    assert by_line[4].hint == "longitude and latitude seem to be exchanged"
    assert by_line[8].hint == "first used at list.csv:2"
    assert by_line[9].message == 'the scheme "gopher" is not known'
    assert by_line[11].hint == "did you mean dome?"


def test_a_row_with_two_mistakes_tells_both(tmp_path: Path) -> None:
    result = read(tmp_path, "name,lon,lat,url\nx,500,0,\n")
    assert [p.key for p in result.problems] == ["lon", "url"]
    assert result.skipped == 1


def test_positions_in_chinese_systems_are_converted(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        "name,lon,lat,crs,url\n"
        "a,120.601099983,31.278648624,gcj02,rtsp://h/1\n"
        "b,120.596931,31.280844,cgcs2000,rtsp://h/2\n"
        "c,,,gcj02,rtsp://h/3\n"
        "d,120.60759,31.28468,百度,rtsp://h/4\n",
    )
    first, second, third, fourth = result.cameras
    assert first.lon == pytest.approx(120.596931, abs=1e-8)
    assert first.lat == pytest.approx(31.280844, abs=1e-8)
    assert (second.lon, second.lat) == (120.596931, 31.280844)
    assert (third.lon, third.lat) == (None, None)
    assert fourth.lon == pytest.approx(120.5969, abs=1e-3)


def test_zero_zero_means_no_position(tmp_path: Path) -> None:
    (camera,) = read(tmp_path, "name,lon,lat,url\nx,0,0.0,rtsp://h/1\n").cameras
    assert camera.lon is None


def test_credentials_in_addresses_are_taken_out_and_warned_of_once(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        "id,url,sub_url\n"
        "a,rtsp://admin:geheim@10.0.0.1/main,rtsp://admin:geheim@10.0.0.1/sub\n"
        "b,rtsp://admin:p%40ss@10.0.0.2/main,\n"
        "c,rtsp://10.0.0.3/main,\n",
    )
    a, b, c = result.cameras
    assert [p.url for p in a.profiles] == ["rtsp://10.0.0.1/main", "rtsp://10.0.0.1/sub"]
    assert result.credentials.get(a.credential) == ("admin", "geheim")
    assert result.credentials.get(b.credential) == ("admin", "p@ss")
    assert c.credential == ""
    (warning,) = result.warnings
    assert warning.message.startswith("2 addresses hold a password")
    assert "secrets file" in warning.hint
    assert "geheim" not in repr(result)


def test_a_named_credential_goes_before_one_in_the_address(tmp_path: Path) -> None:
    result = read(tmp_path, "id,url,credential\na,rtsp://admin:geheim@h/1,parks\n")
    assert result.cameras[0].credential == "parks"
    assert len(result.credentials) == 0
    assert len(result.warnings) == 1


def test_defaults_hold_for_rows_that_do_not_say(tmp_path: Path) -> None:
    text = "name,url,engine,transport\nx,rtsp://h/1,,\ny,rtsp://h/2,av,tcp\n"
    x, y = read(tmp_path, text, engine="vlc", transport="udp").cameras
    assert (x.engine, x.profiles[0].transport) == ("vlc", "udp")
    assert (y.engine, y.profiles[0].transport) == ("av", "tcp")


def test_an_unknown_column_is_warned_of_and_not_used(tmp_path: Path) -> None:
    result = read(tmp_path, "name,url,adress\nx,rtsp://h/1,somewhere\n")
    (warning,) = result.warnings
    assert (warning.key, warning.hint) == ("adress", "did you mean address?")
    assert result.cameras[0].address == ""


def test_headers_may_carry_remarks(tmp_path: Path) -> None:
    result = read(tmp_path, "设备名称*,经度（°）,纬度 (WGS84),流地址\nx,120,31,rtsp://h/1\n")
    assert result.warnings == ()
    assert (result.cameras[0].lon, result.cameras[0].lat) == (120.0, 31.0)


def test_a_camera_may_have_a_sub_stream_only(tmp_path: Path) -> None:
    (camera,) = read(tmp_path, "name,sub_url\nx,rtsp://h/1\n").cameras
    assert [p.name for p in camera.profiles] == [ProfileName.SUB]


def test_quoted_fields_may_hold_line_ends_and_lines_still_count(tmp_path: Path) -> None:
    result = read(tmp_path, 'name,address,url\nx,"one\ntwo",rtsp://h/1\ny,,gopher://h/2\n')
    assert result.cameras[0].address == "one\ntwo"
    assert [p.line for p in result.problems] == [4]


def test_ids_must_differ_over_all_lists(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("id,url\nc1,rtsp://h/1\n")
    result = load_cameras([tmp_path / "a.csv", tmp_path / "b.csv"])
    assert len(result.cameras) == 1
    assert result.problems[0].hint == "first used at a.csv:2"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"name,lon,lat\nx,1,2\n", "no column for the address of the pictures"),
        (b"\xff\xfe\x00", "is neither UTF-8 nor GB18030"),
        (b"\x80\xff\x80\xff", "is neither UTF-8 nor GB18030"),
    ],
)
def test_a_file_that_is_no_list_raises(content: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(Problems, match=message):
        read(tmp_path, content)


def test_every_unreadable_list_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problems) as caught:
        load_cameras([tmp_path / "a.csv", tmp_path / "b.csv"])
    assert len(caught.value.problems) == 2


def test_the_example_of_the_documentation_loads(tmp_path: Path) -> None:
    result = read(tmp_path, CAMERAS_EXAMPLE)
    assert (len(result.cameras), result.problems, result.warnings) == (1, (), ())
