"""Names of the simulated district: communities by subdistrict, people, special grids. All are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

DISTRICT = "澄湖区"
DISTRICT_CODE = "320599"
LEAK_COMMUNITY = "米兰社区"


def _communities(text: str) -> tuple[str, ...]:
    return tuple(f"{name}社区" for name in text.split())


COMMUNITIES: dict[str, tuple[str, ...]] = {
    "北关": _communities("北关 北门里 城河 铁路新村 古塔 柳园 机床厂 长庆"),
    "文昌": _communities("文昌 文庙 状元里 书院 钟楼 学士街 青云"),
    "望湖": _communities("米兰 望湖 湖滨 荷塘 映月 听涛 水岸 澄心"),
    "兰亭": _communities("兰亭 竹韵 墨池 曲水 梅园 翠竹 西苑 鹅池 流觞"),
    "清河": _communities("清河 河畔 桥南 金桂 康宁 和平 新风"),
    "东桥": _communities("东桥 纺织 朝阳 东风 工人新村 锦绣 东港 丰收 安居 科创"),
    "石塘": _communities("石塘 采石 塘湾 石榴园 西塘 平山"),
    "南苑": _communities("南苑 育才 桃源 绿洲 百合 南湖 春晓"),
}

# Places with a grid of their own (专属网格), and where they are on the sketch.
SPECIAL_GRIDS: tuple[tuple[str, tuple[float, float]], ...] = (
    ("火车北站", (590, 60)),
    ("机床厂园区", (350, 175)),
    ("区人民医院", (470, 350)),
    ("政务服务中心", (530, 340)),
    ("澄湖公园", (850, 275)),
    ("望湖商业广场", (740, 385)),
    ("兰亭农贸市场", (396, 493)),
    ("职业技术学院", (250, 400)),
    ("清河公园", (634, 545)),
    ("东桥工业园", (1020, 500)),
    ("汽车客运东站", (980, 620)),
    ("区中医院", (860, 450)),
    ("石塘物流园", (330, 640)),
    ("实验小学", (700, 690)),
    ("体育中心", (765, 725)),
)

_NUMERALS = "零一二三四五六七八九"
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾"
    "丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹"
    "黎易常武乔贺赖龚文"
)
_FIRST = "建国文志晓海玉春秀丽雅思明永德立华佳雨子俊美淑桂红振光学宏国庆家新凤金爱月小婉庭若少"
_SECOND = "华明军平芳英强霞敏静杰娟涛超磊洋艳勇峰燕鹏辉玲飞波宁斌颖琴丹琳浩凯兰云莉雯倩蕾雪晨阳欣怡博航轩安"


def numeral(number: int) -> str:
    """Chinese numeral of 1 to 99, as in 第三网格."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _NUMERALS[tens]) + "十" if tens else ""
    return head + (_NUMERALS[ones] if ones or not tens else "")


def people(random: Random, taken: set[str]) -> Iterator[str]:
    """Endless names of people, none twice and none of `taken` (which grows with each name given out)."""
    while True:
        name = random.choice(_SURNAMES) + random.choice(_FIRST) + random.choice(_SECOND)
        if random.random() < 0.15:
            name = name[0] + name[2]
        if name not in taken:
            taken.add(name)
            yield name
