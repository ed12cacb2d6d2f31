"""Building machines: an excavator at work and a tower crane.

Rule: arms are drawn from joints; a machine's motion is a function of the loop alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallclient.demo.scenes.drawing.canvas import Canvas, Drawable
from wallclient.demo.scenes.drawing.loop import TURN, smooth, wave
from wallclient.demo.scenes.drawing.mesh import Face, Mesh, Role, block
from wallclient.demo.scenes.drawing.palette import DARK, GLASS, Colour, dim
from wallclient.demo.scenes.drawing.perspective import Place
from wallclient.demo.scenes.vehicles.cars import shade_under

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallclient.demo.scenes.drawing.perspective import Point
    from wallclient.demo.scenes.drawing.stage import Stage

_YELLOW: Colour = (142, 116, 64)


@dataclass(frozen=True, slots=True)
class _Dig:
    """The digger in its round: house turned (radians), boom and stick raised, bucket curled (0 to 1)."""

    turn: float
    boom: float
    stick: float
    curl: float


def _dig(t: float) -> _Dig:
    """Reach down, curl, lift, swing, empty, swing back."""
    part = t % 1.0
    swing = smooth((part - 0.38) / 0.18) * (1 - smooth((part - 0.74) / 0.2))
    down = smooth(part / 0.18) * (1 - smooth((part - 0.26) / 0.16))
    curl = smooth((part - 0.14) / 0.16) * (1 - smooth((part - 0.58) / 0.1))
    out = smooth(part / 0.16) * (1 - smooth((part - 0.18) / 0.2))
    return _Dig(1.75 * swing, 0.72 - 0.66 * down, -1.0 + 0.45 * out - 0.35 * (curl - out) * 0.5, curl)


class Excavator:
    """Tracks on the ground, house and arm turning above them."""

    def __init__(self, stage: Stage, x: float, z: float, *, heading: float) -> None:
        self._stage, self._x, self._z, self._heading = stage, x, z, heading
        paint = _YELLOW if stage.rng.random() < 0.7 else (122, 92, 68)
        self._paint = paint
        self._tracks = Mesh(
            [
                *_track(-1.0),
                *_track(1.0, 1),
                *[_as(f, 2) for f in block((-0.8, 0.8), (-0.7, 0.7), (0.45, 0.95), dim(DARK, 1.2))],
            ]
        )
        house = [
            *block((-2.2, 0.4), (-1.25, 1.25), (1.0, 2.1), paint),
            *block((-2.4, -1.7), (-1.25, 1.25), (1.0, 1.9), dim(paint, 0.6)),
        ]
        cab = [
            _as(f, 1)
            for f in block((-0.2, 1.3), (-1.25, -0.35), (1.0, 2.95), dim(paint, 0.92), top=dim(paint, 1.1))
        ]
        for f, r0, r1 in ((1.31, -1.15, -0.45),):
            cab.append(
                Face(((f, r0, 1.7), (f, r1, 1.7), (f, r1, 2.8), (f, r0, 2.8)), GLASS, Role.GLASS, 0.0, 1)
            )
        for r in (-1.26, -0.34):
            cab.append(
                Face(
                    ((0.0, r, 1.8), (1.15, r, 1.8), (1.15, r, 2.75), (0.0, r, 2.75)),
                    GLASS,
                    Role.GLASS,
                    0.0,
                    1,
                )
            )
        self._house = Mesh([*house, *cab])
        self._rounds = stage.loop.cycles(8.0)
        self._start = stage.rng.random()

    def mover(self, t: float) -> Iterable[Drawable]:
        dig = _dig(t * self._rounds + self._start)
        place = Place(self._x, self._z, self._heading)
        turned = Place(self._x, self._z, self._heading + dig.turn)
        box = self._stage.camera.box(self._x, self._z - 3, 10.5, 8.5, -1.5)

        def paint(canvas: Canvas) -> None:
            shade_under(canvas, place, 4.4, 3.0, 2.5)
            self._tracks.draw(canvas, place)
            away = math.cos(turned.heading) > 0
            if away:
                self._arm(canvas, turned, dig)
            self._house.draw(canvas, turned)
            if not away:
                self._arm(canvas, turned, dig)

        return (Drawable(self._z, box, paint, detail=2),)

    def _arm(self, canvas: Canvas, place: Place, dig: _Dig) -> None:
        base, knee = (0.6, 1.7), (0.6 + 3.3 * math.cos(dig.boom), 2.6 + 3.3 * math.sin(dig.boom))
        elbow = (knee[0] + 2.3 * math.cos(dig.boom - 0.75), knee[1] + 2.3 * math.sin(dig.boom - 0.75))
        angle = dig.stick + dig.boom * 0.35
        wrist = (elbow[0] + 2.5 * math.cos(angle - 0.55), elbow[1] + 2.5 * math.sin(angle - 0.55))
        lit, dark = (
            canvas.light.lit(self._paint, 1.0, z=self._z),
            canvas.light.lit(self._paint, 0.78, z=self._z),
        )
        rod = canvas.light.lit((150, 150, 146), 1.0, z=self._z)
        parts = (
            (base, knee, 0.62, dark),
            (knee, elbow, 0.5, lit),
            ((1.2, 1.5), (knee[0] - 0.4, knee[1] - 0.35), 0.16, rod),
            (knee, (elbow[0] - 0.3, elbow[1] + 0.5), 0.14, rod),
            (elbow, wrist, 0.4, dark),
        )
        for a, b, width, tone in parts:
            canvas.beam(place.point(a[0], 0.2, a[1]), place.point(b[0], 0.2, b[1]), width, tone)
        self._bucket(canvas, place, wrist, angle - 0.9 - 1.5 * dig.curl)

    def _bucket(self, canvas: Canvas, place: Place, wrist: tuple[float, float], bend: float) -> None:
        lip = (wrist[0] + 1.15 * math.cos(bend), wrist[1] + 1.15 * math.sin(bend))
        heel = (wrist[0] + 0.95 * math.cos(bend + 1.0), wrist[1] + 0.95 * math.sin(bend + 1.0))
        floor = ((lip[0] + heel[0]) / 2 + 0.1, (lip[1] + heel[1]) / 2)
        for side in (-0.4, 0.8):
            corners = [place.point(f, side, u) for f, u in (wrist, lip, floor, heel)]
            canvas.face(corners, canvas.light.lit((74, 70, 62), 0.95, z=self._z))
        across = [
            place.point(p[0], side, p[1]) for p, side in ((heel, -0.4), (heel, 0.8), (lip, 0.8), (lip, -0.4))
        ]
        canvas.face(across, canvas.light.lit((88, 82, 72), 0.95, z=self._z))


def _as(face: Face, part: int) -> Face:
    return Face(face.corners, face.colour, face.role, face.smallest_px, part)


def _track(right: float, part: int = 0) -> list[Face]:
    low, high = right - 0.35, right + 0.35
    faces = block((-2.0, 2.0), (low, high), (0.1, 0.85), (58, 58, 55), top=(72, 71, 66))
    for side in (low - 0.01, high + 0.01):
        for k in range(5):
            f = -1.5 + 0.75 * k
            ring = tuple(
                (f + 0.28 * math.cos(i * TURN / 8), side, 0.45 + 0.28 * math.sin(i * TURN / 8))
                for i in range(8)
            )
            faces.append(Face(ring, (84, 82, 76), smallest_px=9.0))
    return [_as(f, part) for f in faces]


def tower_crane(stage: Stage, x: float, z: float, *, height_m: float) -> None:
    """Mast, and a jib that slews to and fro with its trolley and hook."""
    slews = stage.loop.cycles(16.0)
    start, paint = stage.rng.random(), (136, 112, 66)
    box = stage.camera.box(x, z, 36, height_m + 10, height_m - 22)

    def mast(canvas: Canvas) -> None:
        tone = canvas.light.lit(paint, 0.95, z=z)
        for side in (-0.8, 0.8):
            canvas.beam((x + side, 0, z), (x + side, height_m, z), 0.22, tone)
        for k in range(int(height_m / 1.6)):
            flip = 0.8 if k % 2 else -0.8
            canvas.beam((x - flip, k * 1.6, z), (x + flip, (k + 1) * 1.6, z), 0.12, dim(tone, 0.9))

    stage.prop(z, stage.camera.box(x, z, 1.4, height_m + 0.5), mast)

    def at(t: float) -> Iterable[Drawable]:
        angle = 0.7 + 1.1 * wave(t, slews, start)
        return (
            Drawable(z - 0.1, box, lambda canvas: _jib(canvas, (x, height_m, z), angle, t, paint), detail=3),
        )

    stage.mover(at)


def _jib(canvas: Canvas, top: Point, angle: float, t: float, paint: Colour) -> None:
    x, y, z = top
    tone, dark = canvas.light.lit(paint, 1.0, z=z), canvas.light.lit(paint, 0.76, z=z)

    def out(s: float, up: float) -> Point:
        return x + s * math.cos(angle), y + up, z + s * math.sin(angle) * 0.9

    canvas.beam(out(0, 0), out(0, 6.5), 0.35, dark)
    for a in (30.0, -10.0):
        canvas.beam(out(0, 0.4), out(a, 0.4), 0.22, tone)
        canvas.beam(out(0, 1.6), out(a, 1.4), 0.18, tone)
        canvas.beam(out(0, 6.5), out(a * 0.8, 1.5), 0.1, dark)
        for k in range(10):
            s = a * k / 10
            canvas.beam(out(s, 0.4), out(s + a / 20, 1.5), 0.1, dark)
            canvas.beam(out(s + a / 20, 1.5), out(s + a / 10, 0.4), 0.1, dark)
    weight = out(-9, -1.2)
    canvas.panel(
        weight[0] - 1.2,
        weight[0] + 1.2,
        weight[1],
        weight[1] + 2.2,
        weight[2],
        canvas.light.lit((116, 114, 106), 0.9, z=z),
    )
    s = 19 + 6 * wave(t, 1, 0.2)
    drop = 11 + 4 * wave(t, 1, 0.6)
    swing = 0.25 * wave(t, 4)
    hook = out(s + swing, -drop)
    canvas.beam(out(s, 0.4), hook, 0.07, canvas.light.lit((60, 60, 58), 0.9, z=z))
    load = canvas.light.lit((118, 104, 88), 0.95, z=z)
    canvas.panel(hook[0] - 1.5, hook[0] + 1.5, hook[1] - 0.9, hook[1] - 0.2, hook[2], load)
    cab = out(1.2, -1.6)
    canvas.panel(cab[0] - 0.8, cab[0] + 0.8, cab[1], cab[1] + 1.8, cab[2], tone)
