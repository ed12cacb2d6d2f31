"""The hand-drawn sketch that the district grows from: where each subdistrict, road and river lies.

One sketch unit is UNIT_M metres, y points south, (CENTRE_X, CENTRE_Y) is the origin of the sheet. The sketch
says only roughly where things are; borders get their shape in `cells`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wallclient.demo.district.land.frame import Point

UNIT_M = 12.2
CENTRE_X = 613.0
CENTRE_Y = 432.0

Line = tuple[tuple[float, float], ...]


def _line(text: str) -> Line:
    """Points written as "x,y x,y …"."""
    pairs = (word.split(",") for word in text.split())
    return tuple((float(x), float(y)) for x, y in pairs)


def at(x: float, y: float) -> Point:
    """One place of the sketch in metres on the sheet (x east, y north)."""
    return (x - CENTRE_X) * UNIT_M, (CENTRE_Y - y) * UNIT_M


def sheet(line: Line) -> list[Point]:
    """A line of the sketch in metres on the sheet."""
    return [at(x, y) for x, y in line]


@dataclass(frozen=True, slots=True)
class SubdistrictSketch:
    """One subdistrict: name without 街道, number of communities, tilt of its streets in degrees, rough shape.

    `label` is where its name stands on a map.
    """

    name: str
    communities: int
    tilt_deg: float
    label: tuple[float, float]
    shape: Line


@dataclass(frozen=True, slots=True)
class RoadSketch:
    """One main road of the district."""

    name: str
    width_m: float
    points: Line


SUBDISTRICTS: tuple[SubdistrictSketch, ...] = (
    SubdistrictSketch(
        "北关",
        8,
        4.0,
        (552, 140),
        _line(
            "292,190 288,152 330,142 375,115 425,128 462,90 540,88 572,38 652,52 668,28 758,48 772,92 "
            "790,122 745,116 706,170 714,202 680,216 680,238 628,246 616,284 545,276 490,258 440,228 "
            "398,228 386,246 330,222"
        ),
    ),
    SubdistrictSketch(
        "文昌",
        7,
        -7.0,
        (530, 305),
        _line(
            "386,246 398,228 440,228 490,258 545,276 616,284 628,246 632,330 624,362 650,384 640,404 "
            "592,398 582,422 500,436 482,450 470,402 428,392 402,366 418,320"
        ),
    ),
    SubdistrictSketch(
        "望湖",
        8,
        9.0,
        (752, 393),
        _line(
            "628,246 680,238 680,216 714,202 706,170 745,116 790,122 845,128 872,160 882,238 944,236 "
            "946,268 932,312 880,320 884,362 850,402 800,402 786,440 746,472 720,450 690,430 640,404 "
            "650,384 624,362 632,330"
        ),
    ),
    SubdistrictSketch(
        "兰亭",
        9,
        -3.0,
        (310, 435),
        _line(
            "222,198 292,190 330,222 386,246 418,320 402,366 428,392 470,402 482,450 494,510 440,516 "
            "428,548 380,560 312,584 258,596 232,552 204,514 222,470 164,430 196,400 176,354 202,326 "
            "206,290"
        ),
    ),
    SubdistrictSketch(
        "清河",
        7,
        2.0,
        (633, 490),
        _line(
            "482,450 500,436 582,422 592,398 640,404 690,430 720,450 746,472 742,512 774,546 742,572 "
            "692,602 680,632 578,642 574,602 530,590 518,556 494,510"
        ),
    ),
    SubdistrictSketch(
        "东桥",
        10,
        14.0,
        (903, 512),
        _line(
            "786,440 800,402 850,402 884,362 880,320 932,312 946,268 980,278 990,330 1052,360 1046,410 "
            "1064,460 1042,490 1054,540 1040,586 1000,592 1016,626 976,660 974,706 936,708 900,652 838,600 "
            "768,578 774,546 742,512 746,472"
        ),
    ),
    SubdistrictSketch(
        "石塘",
        6,
        -11.0,
        (473, 615),
        _line(
            "258,596 312,584 380,560 428,548 440,516 494,510 518,556 530,590 574,602 578,642 560,690 "
            "540,716 478,688 462,722 432,690 330,668 312,638 266,630"
        ),
    ),
    SubdistrictSketch(
        "南苑",
        7,
        6.0,
        (737, 680),
        _line(
            "578,642 680,632 692,602 742,572 768,578 838,600 900,652 936,708 930,780 870,786 834,796 "
            "786,834 720,830 702,782 644,792 618,742 602,716 546,716 560,690"
        ),
    ),
)

# The gas leak of the demo's first incident: 米兰社区 6 号楼.
LEAK = (770, 277)

RIVER_WIDTH_M = 150.0
RIVER = _line(
    "190,286 236,306 300,320 350,312 400,296 450,282 500,271 560,260 612,240 660,222 710,213 760,210 "
    "810,214 850,225 900,243 975,262"
)
BROOK_WIDTH_M = 34.0
BROOK = _line("560,258 574,318 572,380 592,440 590,500 612,552 650,590 664,640 690,700 696,760 720,850")
LAKE = (866, 266)
LAKE_RADIUS_M = 420.0

MAIN_ROADS: tuple[RoadSketch, ...] = (
    RoadSketch("兰亭路", 40, _line("366,100 359,200 361,320 376,440 388,560 384,700")),
    RoadSketch("文昌路", 44, _line("489,70 482,180 488,290 498,410 518,530 527,720")),
    RoadSketch(
        "望湖路",
        44,
        _line("170,380 300,378 420,379 540,404 650,416 740,412 796,403 801,370 791,277 780,200 767,100"),
    ),
    RoadSketch("东桥大街", 44, _line("796,403 850,391 940,376 1060,354")),
    RoadSketch("南苑路", 44, _line("796,403 797,460 808,540 820,580 834,680 846,830")),
    RoadSketch("石塘路", 40, _line("230,586 300,570 390,566 490,584 600,606 700,606 820,588")),
    RoadSketch("东环路", 40, _line("820,588 900,596 960,608 1050,630")),
    RoadSketch("澄湖大道", 50, _line("300,140 390,210 490,290 640,412 740,500 820,580 900,650 990,720")),
    RoadSketch("迎宾大道", 50, _line("1040,330 950,440 820,580 750,630 660,672 500,692")),
    RoadSketch("北关街", 36, _line("270,172 390,180 482,168 560,172 630,180 720,164 860,146")),
)
