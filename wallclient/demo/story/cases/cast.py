"""Who speaks and acts: one person per unit, always the same, and residents whose numbers are masked."""

from __future__ import annotations

from random import Random

from wallclient.demo.district import names

# People of the first incident; they keep their places in meeting and course.
KNOWN = {
    "区指挥中心": "高文博",
    "区消防救援大队": "孙海峰",
    "望湖街道办": "林晓雯",
    "区住建局燃气办": "陈立群",
    "燃气抢修班": "刘建民",
    "望湖派出所": "何俊",
    "米兰物业": "赵国强",
    "区供电公司": "沈宁",
}
DESK = ("王敏", "陈琳", "赵晓东")  # operators on duty
_TITLES = ("先生", "女士")


class Cast:
    """Gives each unit its person. `seed` makes the choice; names of `taken` are not given out."""

    def __init__(self, seed: int, taken: set[str]) -> None:
        self._seed = seed
        self._taken = {*taken, *DESK, *KNOWN.values()}
        self._people = dict(KNOWN)

    def person(self, unit: str) -> str:
        """The one who speaks for `unit`."""
        if unit not in self._people:
            fresh = names.people(Random(f"{self._seed}/cast/{unit}"), self._taken)
            self._people[unit] = next(fresh)
        return self._people[unit]


def resident(random: Random) -> str:
    """A resident as the desk may see them: surname and masked number."""
    name = next(names.people(random, set()))
    return f"{name[0]}{random.choice(_TITLES)} 138****{random.randint(0, 9999):04d}"
