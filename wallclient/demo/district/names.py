"""Names of the simulated district: communities by subdistrict, people, special grids. All are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

DISTRICT = "澄湖区"
DISTRICT_CODE = "320599"
LEAK_COMMUNITY = "米兰社区"

COMMUNITIES: dict[str, tuple[str, ...]] = {
    "北关": ("北关社区", "北门里社区", "城河社区", "铁路新村社区", "古塔社区", "柳园社区", "机床厂社区", "长庆社区"),
    "文昌": ("文昌社区", "文庙社区", "状元里社区", "书院社区", "钟楼社区", "学士街社区", "青云社区"),
    "望湖": ("米兰社区", "望湖社区", "湖滨社区", "荷塘社区", "映月社区", "听涛社区", "水岸社区", "澄心社区"),
    "兰亭": (
        "兰亭社区", "竹韵社区", "墨池社区", "曲水社区", "梅园社区", "翠竹社区", "西苑社区", "鹅池社区", "流觞社区",
    ),
    "清河": ("清河社区", "河畔社区", "桥南社区", "金桂社区", "康宁社区", "和平社区", "新风社区"),
    "东桥": (
        "东桥社区", "纺织社区", "朝阳社区", "东风社区", "工人新村社区", "锦绣社区", "东港社区", "丰收社区", "安居社区",
        "科创社区",
    ),
    "石塘": ("石塘社区", "采石社区", "塘湾社区", "石榴园社区", "西塘社区", "平山社区"),
    "南苑": ("南苑社区", "育才社区", "桃源社区", "绿洲社区", "百合社区", "南湖社区", "春晓社区"),
}  # fmt: skip

# Places with a grid of their own (专属网格), by the subdistrict that they lie in.
SPECIAL_GRIDS: tuple[tuple[str, str], ...] = (
    ("北关", "火车北站"), ("北关", "机床厂园区"), ("文昌", "区人民医院"), ("文昌", "政务服务中心"),
    ("望湖", "澄湖公园"), ("望湖", "望湖商业广场"), ("兰亭", "兰亭农贸市场"), ("兰亭", "职业技术学院"),
    ("清河", "清河公园"), ("东桥", "东桥工业园"), ("东桥", "汽车客运东站"), ("东桥", "区中医院"),
    ("石塘", "石塘物流园"), ("南苑", "实验小学"), ("南苑", "体育中心"),
)  # fmt: skip

_NUMERALS = "零一二三四五六七八九"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文"
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
