"""Every room by name, and how its picture is put together.

Rule: sitters are drawn last and largest; where the picture is upright (a phone), they fill more of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from random import Random
from typing import TYPE_CHECKING, TypeAlias

from PIL.Image import Resampling, Transform

from wallclient.demo.scenes.drawing.canvas import Canvas, Drawable
from wallclient.demo.scenes.drawing.compose import Reel
from wallclient.demo.scenes.drawing.loop import Drift, Loop
from wallclient.demo.scenes.drawing.palette import OVERCAST, dim, varied
from wallclient.demo.scenes.drawing.perspective import Camera
from wallclient.demo.scenes.rooms import liveliness, places, screens
from wallclient.demo.scenes.rooms.acting import Acting
from wallclient.demo.scenes.rooms.backdrop import Backdrop, figure, passing, standing
from wallclient.demo.scenes.rooms.places import rect
from wallclient.demo.scenes.rooms.sitter import Sitter, draw_sitter, sitter
from wallclient.demo.scenes.rooms.sketch import Frame, Pen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PIL.Image import Image

    from wallclient.demo.scenes.drawing.canvas import Mover
    from wallclient.demo.scenes.drawing.stage import Size

_SHIFT, _SOFT = Transform.AFFINE, Resampling.BILINEAR
Shake: TypeAlias = "Callable[[float], tuple[float, float]]"
_HELMETS = ((137, 121, 87), (130, 128, 118))


@dataclass(frozen=True, slots=True)
class Room:
    """A meeting picture being put together."""

    camera: Camera
    loop: Loop
    rng: Random
    backdrop: Backdrop
    speaks: bool
    light: float
    """Brightness of the sitter."""

    def reel(self, back: Image, *movers: Mover) -> Reel:
        return Reel(back, self.camera, OVERCAST, movers)

    def portrait(
        self,
        who: Sitter,
        *,
        x: float = 0.0,
        chin: float = 0.64,
        size: float = 1.0,
        speaks: bool | None = None,
        depth: float = 2.0,
        shake: Shake | None = None,
    ) -> Mover:
        """A sitter whose chin rests at (x, chin) of the picture."""
        width, height = self.camera.width_px, self.camera.height_px
        # In an upright picture the shoulders may be cut, the face may not.
        unit = min(height, 1.9 * width) * size
        acting = Acting(self.rng, self.loop, speaks=self.speaks if speaks is None else speaks)
        middle, level = width / 2 + x * height, chin * height
        reach = (middle - 0.49 * unit, level - 0.64 * unit, middle + 0.49 * unit, level + 0.62 * unit)

        def at(t: float) -> Iterable[Drawable]:
            mien = acting.at(t)
            dx, dy = shake(t) if shake else (0.0, 0.0)
            frame = Frame((middle + dx, level + dy), unit)
            paint = partial(draw_sitter, who=who, frame=frame, mien=mien, light=self.light)
            return (Drawable(depth, reach, paint, detail=_fine(unit)),)

        return at


def _fine(unit: float) -> int:
    return 2 if unit > 400 else 3


def site_helmet(room: Room) -> Reel:
    who = replace(
        sitter(room.rng, clothes="workwear", hat="helmet", woman=room.rng.random() < 0.2),
        hat_colour=room.rng.choice(_HELMETS),
    )
    back = room.backdrop.picture(places.site(room.rng))
    people = []
    for k in range(2):
        coat = varied(room.rng, ((70, 76, 88), (92, 82, 66))[k], 5)
        sprite = room.backdrop.sprite(0.26, 0.66, figure(coat, hat=_HELMETS[k]))
        scale = 0.62 + 0.2 * k
        small = sprite.resize((round(sprite.width * scale), round(sprite.height * scale)))
        people.append(
            passing(small, room.camera, room.loop, room.rng, foot=0.80 + 0.08 * k, duration_s=7.0 + k)
        )
    lamp = liveliness.beacon(room.camera, room.loop, 0.36, 0.075, (176, 128, 76))
    return room.reel(
        back,
        lamp,
        *people,
        room.portrait(replace(who, coat=(53, 58, 65), clothes=room.rng.choice(("workwear", "uniform")))),
    )


def office_woman(room: Room) -> Reel:
    who = replace(
        sitter(room.rng, clothes=room.rng.choice(("jacket", "knit", "shirt")), woman=True),
        hairdo=room.rng.choice(("bob", "bob", "tail", "bun")),
    )
    back = room.backdrop.picture(places.office(room.rng))
    colleague = room.backdrop.sprite(0.26, 0.66, figure(varied(room.rng, (86, 88, 92), 8)))
    walk = passing(colleague, room.camera, room.loop, room.rng, foot=1.02, duration_s=11.0)
    return room.reel(back, walk, room.portrait(who, x=0.02))


def control_room(room: Room) -> Reel:
    who = replace(
        sitter(room.rng, clothes=room.rng.choice(("jacket", "shirt", "uniform")), woman=False),
        headset=room.rng.random() < 0.4,
    )
    back = room.backdrop.picture(places.control_room(room.rng))
    wall = screens.screens(room.backdrop, room.loop, room.rng)
    operators = []
    for x in (-0.62, 0.60):
        sprite = room.backdrop.sprite(0.26, 0.66, figure(varied(room.rng, (58, 64, 72), 5), back=True))
        operators.append(
            standing(sprite, room.camera, room.loop, room.rng, x=x + room.rng.uniform(-0.08, 0.08), foot=0.98)
        )
    return room.reel(back, wall, *operators, room.portrait(who))


def street_phone(room: Room) -> Reel:
    """Held in the hand: the street sways behind, the face a little against it."""
    who = sitter(
        room.rng, clothes=room.rng.choice(("knit", "jacket", "workwear")), woman=room.rng.random() < 0.6
    )
    margin = 0.05
    back = room.backdrop.picture(places.street(room.rng), margin=margin)
    edge = round(margin * room.camera.height_px)
    size = (room.camera.width_px, room.camera.height_px)
    # Half a pixel is the smallest step of the hand.
    views = [[_moved(back, dx, dy) for dx in (0.0, 0.5)] for dy in (0.0, 0.5)]
    sideways, updown = Drift(room.rng), Drift(room.rng, slowest=2)

    def hand(t: float) -> tuple[float, float]:
        return sideways(t) * edge * 0.6, updown(t) * edge * 0.4

    def street(t: float) -> Iterable[Drawable]:
        dx, dy = hand(t)
        x, y = round(2 * (edge + dx)), round(2 * (edge + dy))
        view = views[y % 2][x % 2].crop((x // 2, y // 2, x // 2 + size[0], y // 2 + size[1]))
        return (
            Drawable(
                5000.0,
                (0, 0, *size),
                lambda canvas: canvas.image.paste(view, (-canvas.origin[0], -canvas.origin[1])),
                detail=1,
            ),
        )

    walkers = []
    for k in range(3):
        sprite = room.backdrop.sprite(0.26, 0.66, figure(varied(room.rng, (80, 80, 82), 14)))
        small = sprite.resize((round(sprite.width * 0.55), round(sprite.height * 0.55)))
        walker = passing(small, room.camera, room.loop, room.rng, foot=0.84 + 0.03 * k, duration_s=6.0 + k)
        walkers.append(_shaken(walker, hand))
    portrait = room.portrait(
        who, chin=0.60, size=1.08, shake=lambda t: (-0.45 * hand(t)[0], -0.5 * hand(t)[1])
    )
    return room.reel(back.crop((edge, edge, edge + size[0], edge + size[1])), street, *walkers, portrait)


def _moved(picture: Image, dx: float, dy: float) -> Image:
    return picture.transform(picture.size, _SHIFT, (1, 0, dx, 0, 1, dy), _SOFT)


def _shaken(mover: Mover, hand: Shake) -> Mover:
    def at(t: float) -> Iterable[Drawable]:
        dx, dy = hand(t)
        for thing in mover(t):
            left, top, right, bottom = thing.box
            yield replace(thing, box=(left - dx, top - dy, right - dx, bottom - dy))

    return at


def duty_officer(room: Room) -> Reel:
    who = sitter(
        room.rng,
        clothes="uniform",
        hat="cap" if room.rng.random() < 0.6 else "",
        woman=room.rng.random() < 0.35,
    )
    back = room.backdrop.picture(places.duty_room(room.rng))
    window = liveliness.outside(room.backdrop, room.loop, room.rng, (0.28, 0.10, 0.76, 0.50))
    return room.reel(back, window, room.portrait(who, x=-0.03))


def meeting_table(room: Room) -> Reel:
    """Three at a table; the one in the middle has the word."""
    back = room.backdrop.picture(places.office(room.rng))
    movers = []
    for x, size, speaks in ((-0.52, 0.60, False), (0.54, 0.60, False), (0.0, 0.70, True)):
        who = sitter(room.rng, clothes=room.rng.choice(("jacket", "shirt", "uniform", "knit")))
        movers.append(
            room.portrait(
                who,
                x=x,
                chin=0.56 if size > 0.65 else 0.53,
                size=size,
                speaks=speaks and room.speaks,
                depth=4.0 - size,
            )
        )
    return room.reel(back, *movers, _table(room))


def _table(room: Room) -> Mover:
    """The table's edge with cups and papers, and small name plates without names."""
    camera, tone = room.camera, varied(room.rng, (104, 90, 74), 5)
    box = liveliness.region(camera, -1.3, 0.80, 1.3, 1.01)

    def paint(canvas: Canvas) -> None:
        pen = Pen(canvas, liveliness.whole(camera))
        pen.shape([(-1.4, 0.86), (1.4, 0.86), (1.5, 1.02), (-1.5, 1.02)], tone, smooth=False)
        rect(pen, -1.4, 0.857, 1.4, 0.866, dim(tone, 1.25))
        for x in (-0.52, 0.0, 0.54):
            rect(pen, x - 0.075, 0.885, x + 0.075, 0.935, (140, 138, 128))
            pen.shape(
                [(x - 0.075, 0.885), (x + 0.075, 0.885), (x + 0.066, 0.876), (x - 0.066, 0.876)],
                (156, 154, 144),
                smooth=False,
            )
            pen.shape(
                [(x + 0.12, 0.9), (x + 0.26, 0.9), (x + 0.29, 0.95), (x + 0.13, 0.95)],
                (150, 148, 140),
                smooth=False,
            )
            pen.shape(
                [(x - 0.18, 0.865), (x - 0.12, 0.865), (x - 0.125, 0.935), (x - 0.175, 0.935)],
                (134, 136, 132),
                smooth=False,
            )
            pen.oval(x - 0.15, 0.866, 0.03, 0.008, (98, 84, 70))

    thing = Drawable(1.0, box, paint, detail=2)
    return lambda t: (thing,)


def car_cabin(room: Room) -> Reel:
    who = sitter(room.rng, clothes=room.rng.choice(("uniform", "jacket", "workwear")))
    back = room.backdrop.picture(places.car_inside(room.rng))
    jolt, road = Drift(room.rng, slowest=3), liveliness.road_past(room.backdrop, room.loop, room.rng)
    unit = room.camera.height_px
    return room.reel(
        back, road, room.portrait(who, x=0.06, shake=lambda t: (0.0, 0.0045 * unit * jolt(t))), _belt(room)
    )


def _belt(room: Room) -> Mover:
    """The seat belt across the shoulder."""
    camera = room.camera
    box = liveliness.region(camera, -0.2, 0.66, 0.42, 1.01)

    def paint(canvas: Canvas) -> None:
        pen = Pen(canvas, liveliness.whole(camera))
        pen.shape([(0.255, 0.74), (0.30, 0.765), (-0.02, 1.03), (-0.10, 1.03)], (48, 48, 47), smooth=False)
        pen.stroke([(0.262, 0.752), (-0.085, 1.03)], 0.003, (74, 74, 72))

    thing = Drawable(1.0, box, paint, detail=2)
    return lambda t: (thing,)


ROOMS: dict[str, Callable[[Room], Reel]] = {
    "site_helmet": site_helmet,
    "office_woman": office_woman,
    "control_room": control_room,
    "street_phone": street_phone,
    "duty_officer": duty_officer,
    "meeting_table": meeting_table,
    "car_cabin": car_cabin,
}


def open_room(size: Size, *, seed: int, variant: int, frames: int) -> Room:
    """Dice, time and light of one meeting picture; every other variant has the word."""
    camera = Camera(*size)
    rng = Random(seed)
    light = 1.0 if variant == 0 else rng.uniform(0.9, 1.02)
    return Room(camera, Loop(frames), rng, Backdrop(camera, OVERCAST), variant % 2 == 0, light)
