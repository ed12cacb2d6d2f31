"""Which column of a camera list holds what: names of columns in English and Chinese, and the words in them.

To understand one more list, add its word here; nothing else has to change.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# field -> names of the column. The first is the one that the documentation shows.
COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "编号", "摄像机编号"),
    "name": ("name", "名称", "摄像机名称", "设备名称", "点位名称"),
    "code": ("code", "国标编码", "设备编码", "国标编号", "device_id"),
    "area": ("area", "行政区划", "区划代码", "行政区域", "网格编码", "civil_code"),
    "area_name": ("area_name", "所属区域", "所属街道", "街道", "区域名称"),
    "address": ("address", "地址", "安装地址", "位置", "安装位置"),
    "kind": ("kind", "类型", "摄像机类型", "设备类型", "ptz_type"),
    "business_group": ("business_group", "业务分组", "分组"),
    "tags": ("tags", "标签"),
    "lon": ("lon", "经度", "longitude", "lng"),
    "lat": ("lat", "纬度", "latitude"),
    "crs": ("crs", "坐标系", "坐标系统"),
    "bearing_deg": ("bearing_deg", "朝向", "方位角", "bearing"),
    "main_url": ("main_url", "主码流", "主码流地址"),
    "sub_url": ("sub_url", "子码流", "子码流地址", "辅码流", "辅码流地址"),
    "url": ("url", "地址URL", "播放地址", "流地址", "视频地址", "取流地址"),
    "codec": ("codec", "编码", "编码格式", "视频编码"),
    "transport": ("transport", "传输", "传输方式", "传输协议"),
    "credential": ("credential", "凭据", "凭证"),
    "engine": ("engine", "引擎", "解码引擎"),
    "sensitivity": ("sensitivity", "敏感级别", "敏感", "遮蔽"),
}

# GB/T 28181 PTZType 1 to 4, in words and numbers; and the cameras of places that take part in meetings.
KINDS = {
    "dome": ("dome", "球机", "1"),
    "half_dome": ("half_dome", "半球", "2"),
    "fixed": ("fixed", "固定枪机", "枪机", "3"),
    "ptz": ("ptz", "遥控枪机", "云台", "4"),
    "meeting": ("meeting", "会场", "会议终端"),
}
SYSTEMS = {
    "wgs84": ("wgs84", "wgs-84", "gps"),
    "cgcs2000": ("cgcs2000", "cgcs-2000", "2000", "国家2000", "大地2000"),
    "gcj02": ("gcj02", "gcj-02", "火星", "火星坐标", "高德", "腾讯"),
    "bd09": ("bd09", "bd-09", "百度", "百度坐标"),
}
SENSITIVITIES = {
    "normal": ("normal", "普通", "否", "无"),
    "dim": ("dim", "模糊", "淡化"),
    "hide": ("hide", "隐藏", "遮蔽", "是"),
}
ENGINES = {"auto": ("auto", "自动"), "av": ("av",), "vlc": ("vlc",)}
TRANSPORTS = {"tcp": ("tcp",), "udp": ("udp",)}
# GB/T 28181 DirectionType, as a bearing clockwise from north.
DIRECTIONS = {
    word: 45.0 * i for i, word in enumerate(("北", "东北", "东", "东南", "南", "西南", "西", "西北"))
}

_REMARK = re.compile(r"\([^)]*\)|\s|[_-]|[*:]")


def normalised(header: str) -> str:
    """A header without what people put around it: case, blanks, remarks in brackets, full width."""
    return _REMARK.sub("", unicodedata.normalize("NFKC", header)).casefold()


_FIELD_OF = {normalised(name): field for field, names in COLUMNS.items() for name in names}


def field_of(header: str) -> str | None:
    """The field that a column holds, or None for a column that is not known."""
    return _FIELD_OF.get(normalised(header))


def word_table(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Every spelling -> the one word used inside."""
    return {spelling.casefold(): word for word, spellings in words.items() for spelling in spellings}
