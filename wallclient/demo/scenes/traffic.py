"""What moves through a street: vehicles in lanes and people on their ways.

Rule: a road carries several travellers of the same look, one lap apart, so that after one loop each stands
where the next one began.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from wallclient.demo.scenes.drawing.canvas import Drawable, Mover
from wallclient.demo.scenes.drawing.loop import TURN, Drift, journeys
from wallclient.demo.scenes.drawing.palette import mix
from wallclient.demo.scenes.drawing.perspective import Place
from wallclient.demo.scenes.sprites.people import STRIDE_M, WALKING, Look, Pose, passer_by, person
from wallclient.demo.scenes.vehicles.cars import shade_under

if TYPE_CHECKING:
    from wallclient.demo.scenes.drawing.canvas import Canvas
    from wallclient.demo.scenes.drawing.mesh import Mesh
    from wallclient.demo.scenes.drawing.perspective import Box
    from wallclient.demo.scenes.drawing.stage import Stage
    from wallclient.demo.scenes.vehicles.heavy import Scooter

Road: TypeAlias = Callable[[float], Place]
"""Where somebody is who has come this far (0 to 1)."""


def vehicle(
    stage: Stage, mesh: Mesh, place: Place, *, braking: bool = False, running: bool = True
) -> Drawable:
    """A vehicle standing or passing, with its shade; in the dark its lamps are on while it is running."""
    length, width = float(mesh.high[0] - mesh.low[0]), float(mesh.high[1] - mesh.low[1])
    lamps = stage.light.lamps_on and running
    high = float(mesh.high[2])
    left, top, right, bottom = mesh.box(stage.camera, place)
    grow = stage.camera.px_per_m(max(place.z, 3.0))
    cast = abs(stage.light.cast[0]) * high
    box = (left - (0.5 + cast) * grow, top, right + (0.5 + cast) * grow, bottom + 0.5 * grow)
    if lamps:
        box = _around(box, stage.camera.box_of([place.point(f, r, 0) for f, r in _BEAM[-1]]))

    def paint(canvas: Canvas) -> None:
        if lamps:
            _beam(canvas, place, length)
        shade_under(canvas, place, length, width, high)
        mesh.draw(canvas, place, tail_on=braking or lamps, head_on=lamps)

    return Drawable(place.z, box, paint)


_BEAM = tuple(
    ((2.2, -0.8), (2.2 + reach, -0.8 - aside), (2.9 + reach, 0.0), (2.2 + reach, 0.8 + aside), (2.2, 0.8))
    for reach, aside in ((3.5, 0.5), (4.7, 0.8), (5.9, 1.1), (7.1, 1.4), (8.3, 1.7), (9.5, 2.0))
)
"""What one headlight pair lights, brightest where all of these overlap: (forward, right) of the vehicle."""


def _beam(canvas: Canvas, place: Place, length: float) -> None:
    """What the headlights throw on the road."""
    fade = 1 - canvas.light.haze_part(place.z)
    shift = length / 2 - 2.2
    for outline in _BEAM:
        canvas.face([place.point(f + shift, r, 0.0) for f, r in outline], (226, 212, 172), 0.035 * fade)


def _around(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def drive(stage: Stage, mesh: Mesh, road: Road, duration_s: float, phase: float) -> Mover:
    """A vehicle that takes the road again and again."""
    laps = stage.loop.laps(duration_s)

    def at(t: float) -> Iterable[Drawable]:
        return [vehicle(stage, mesh, road(p)) for p in journeys(laps, phase, t)]

    return at


def parked(stage: Stage, mesh: Mesh, place: Place) -> None:
    """A vehicle that stays, switched off."""
    thing = vehicle(stage, mesh, place, running=False)
    stage.prop(thing.depth_m, thing.box, thing.paint)


def queued(stage: Stage, mesh: Mesh, place: Place) -> None:
    """A vehicle that waits with its foot on the brake."""
    thing = vehicle(stage, mesh, place, braking=True)
    stage.prop(thing.depth_m, thing.box, thing.paint)


def lane_z(x: float, z_far: float, *, away: bool, z_near: float = 1.0) -> Road:
    """Straight along the view at x."""
    if away:
        return lambda p: Place(x, z_near + (z_far - z_near) * p, 0.0)
    return lambda p: Place(x, z_far + (z_near - z_far) * p, math.pi)


def lane_x(z: float, reach_m: float, *, rightward: bool) -> Road:
    """Straight across the view at depth z, from beyond one edge to beyond the other."""
    if rightward:
        return lambda p: Place(-reach_m + 2 * reach_m * p, z, math.pi / 2)
    return lambda p: Place(reach_m - 2 * reach_m * p, z, -math.pi / 2)


def lane(stage: Stage, road: Road, length_m: float, speed_mps: float, meshes: Iterable[Mesh]) -> None:
    """Vehicles following each other at one speed with uneven gaps."""
    models = list(meshes)
    duration = length_m / speed_mps
    laps = stage.loop.laps(duration)
    start = stage.rng.random()
    for i, mesh in enumerate(models):
        gap = (i + stage.rng.uniform(-0.22, 0.22)) / (len(models) * laps)
        stage.mover(drive(stage, mesh, road, duration, (start + gap) % 1.0))


def keeps_right(stage: Stage, x: float) -> bool:
    """Whether vehicles at x drive away from the camera: on the right of the picture they do."""
    return x * stage.camera.side > 0


class Way:
    """A path through corners (x, z), walked at one speed; corners are cut softly."""

    def __init__(self, corners: Sequence[tuple[float, float]], *, y: float = 0.0) -> None:
        self._corners = list(corners)
        self._ends = [0.0]
        for a, b in itertools.pairwise(corners):
            self._ends.append(self._ends[-1] + math.dist(a, b))
        self._y = y
        self.length_m = self._ends[-1]

    def __call__(self, p: float) -> Place:
        s = p * self.length_m
        behind, ahead = self._spot(max(0.0, s - 0.4)), self._spot(min(self.length_m, s + 0.4))
        heading = math.atan2(ahead[0] - behind[0], ahead[1] - behind[1])
        x, z = self._spot(s)
        return Place(x, z, heading, self._y)

    def _spot(self, s: float) -> tuple[float, float]:
        for i in range(1, len(self._ends)):
            if s <= self._ends[i] or i == len(self._ends) - 1:
                part = (s - self._ends[i - 1]) / max(1e-6, self._ends[i] - self._ends[i - 1])
                (x0, z0), (x1, z1) = self._corners[i - 1], self._corners[i]
                return x0 + (x1 - x0) * part, z0 + (z1 - z0) * part
        return self._corners[-1]


def walk(
    stage: Stage,
    look: Look,
    *corners: tuple[float, float],
    speed_mps: float = 1.25,
    phase: float | None = None,
    pose: Pose = WALKING,
    y: float = 0.0,
) -> None:
    """Somebody walks along the corners (x, z); where that takes several loops, others of that look follow."""
    way = Way(corners, y=y)
    laps = stage.loop.laps(way.length_m / speed_mps)
    start = stage.rng.random() if phase is None else phase
    strides = max(1, round(way.length_m / (STRIDE_M * look.height_m / 1.68)))
    own = stage.rng.random()
    if laps > 1:
        look = inconspicuous(look)

    def at(t: float) -> Iterator[Drawable]:
        for p in journeys(laps, start, t):
            yield person(stage.camera, look, way(p), replace(pose, phase=(p * strides + own) % 1.0))

    stage.mover(at)


def inconspicuous(look: Look) -> Look:
    """Dressed so that nobody notices the double one lap behind."""
    return replace(look, coat=mix(look.coat, (62, 62, 63), 0.6), hat=None, bag=None)


def stand(stage: Stage, look: Look, place: Place, pose: Callable[[float], Pose]) -> None:
    """Somebody who stays in place and stirs; `pose` must be seamless over the loop."""
    stage.mover(lambda t: (person(stage.camera, look, place, pose(t)),))


def amble(
    stage: Stage, z: float, x0: float, x1: float, looks: Sequence[Look], *, depth_m: float = 0.7
) -> None:
    """People walking across the view at about depth z, both ways."""
    for i, look in enumerate(looks):
        at = z + stage.rng.uniform(-depth_m, depth_m)
        _either_way(stage, look, ((x0, at), (x1, at)), (i + 0.7 * stage.rng.random()) / len(looks))


def stroll(
    stage: Stage, x: float, z0: float, z1: float, looks: Sequence[Look], *, width_m: float = 0.8
) -> None:
    """People walking along the street at about x, both ways."""
    for i, look in enumerate(looks):
        at = x + stage.rng.uniform(-width_m, width_m)
        _either_way(stage, look, ((at, z0), (at, z1)), (i + 0.7 * stage.rng.random()) / len(looks))


def chat(stage: Stage, x: float, z: float, count: int) -> None:
    """A few people standing together, shifting, nodding and moving their hands."""
    rng = stage.rng
    turn = rng.random() * TURN
    for i in range(count):
        angle = turn + TURN * i / count
        place = Place(x + 0.55 * math.sin(angle), z + 0.5 * math.cos(angle), angle + math.pi)
        stand(stage, passer_by(rng), place, idle(stage))


def idle(stage: Stage) -> Callable[[float], Pose]:
    """How somebody stands who is not in a hurry."""
    left, right, turn = (Drift(stage.rng) for _ in range(3))
    talks = stage.rng.random() < 0.5
    level = stage.rng.uniform(0.1, 0.3)

    def pose(t: float) -> Pose:
        lift = max(0.0, right(t)) * (1.1 if talks else 0.15)
        return Pose(
            stride=0.05, phase=0.1 * left(t), lean=0.1 * left(t), arm_left=level + 0.12 * left(t),
            arm_right=level + lift, turn_head=0.6 * turn(t),
        )  # fmt: skip

    return pose


def _either_way(
    stage: Stage, look: Look, ends: tuple[tuple[float, float], tuple[float, float]], phase: float
) -> None:
    a, b = ends if stage.rng.random() < 0.5 else ends[::-1]
    walk(stage, look, a, b, speed_mps=stage.rng.uniform(1.1, 1.45), phase=phase)


def ride(stage: Stage, scooter: Scooter, road: Road, duration_s: float, phase: float) -> None:
    """A scooter that takes the road again and again."""
    laps, lamps = stage.loop.laps(duration_s), stage.light.lamps_on
    stage.mover(lambda t: [scooter.at(stage.camera, road(p), lamps=lamps) for p in journeys(laps, phase, t)])
