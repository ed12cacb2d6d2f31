"""People on foot: a few joints in space, limbs and clothes drawn between them.

Rule: walking is a phase from 0 to 1 (one stride of both legs); a figure at the same phase and place is the
same picture.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wallclient.demo.scenes.drawing.canvas import Drawable
from wallclient.demo.scenes.drawing.loop import TURN
from wallclient.demo.scenes.drawing.palette import COATS, HAIR, SKIN, TROUSERS, Colour, dim, mix, varied

if TYPE_CHECKING:
    from random import Random

    from wallclient.demo.scenes.drawing.canvas import Canvas
    from wallclient.demo.scenes.drawing.perspective import Camera, Place

SHOES: Colour = (48, 46, 44)
STRIDE_M = 1.35
"""Ground covered in one phase cycle of walking."""


@dataclass(frozen=True, slots=True)
class Look:
    """What someone wears. Lengths in metres."""

    height_m: float = 1.68
    coat: Colour = COATS[0]
    trousers: Colour = TROUSERS[0]
    skin: Colour = SKIN[0]
    hair: Colour = HAIR[0]
    long_hair: bool = False
    coat_length: float = 0.62
    """How far down the coat reaches from the shoulders."""
    hat: Colour | None = None
    bag: Colour | None = None
    vest: Colour | None = None
    umbrella: Colour | None = None


@dataclass(frozen=True, slots=True)
class Pose:
    """What the body does. Angles in radians; `reach` lifts the arms forward, `raise_` sideways."""

    phase: float = 0.0
    stride: float = 0.52
    swing: float = 0.55
    lean: float = 0.0
    arm_left: float | None = None
    arm_right: float | None = None
    spread: float = 0.0
    seat_m: float = 0.0
    """Height of the seat when sitting; 0 stands."""
    turn_head: float = 0.0


WALKING = Pose()


def passer_by(rng: Random, *, child: bool = False, umbrella: bool = False) -> Look:
    """Somebody of the town, dressed for a cool day."""
    return Look(
        height_m=rng.uniform(1.15, 1.42) if child else rng.uniform(1.56, 1.80),
        coat=varied(rng, rng.choice(COATS), 8),
        trousers=varied(rng, rng.choice(TROUSERS), 6),
        skin=rng.choice(SKIN),
        hair=rng.choices(HAIR, (4, 4, 3, 1))[0],
        long_hair=rng.random() < 0.42,
        coat_length=rng.choice((0.56, 0.62, 0.66, 0.9)),
        bag=varied(rng, rng.choice(COATS), 8) if rng.random() < 0.35 else None,
        hat=varied(rng, rng.choice(COATS), 8) if rng.random() < 0.12 else None,
        umbrella=varied(rng, rng.choice(COATS), 10) if umbrella else None,
    )


def in_uniform(rng: Random, coat: Colour, *, hat: Colour | None = None, vest: Colour | None = None) -> Look:
    return replace(passer_by(rng), coat=coat, hat=hat, vest=vest, coat_length=0.62, bag=None)


def person(camera: Camera, look: Look, place: Place, pose: Pose) -> Drawable:
    """The figure as a thing of the scene."""
    top = look.height_m + (0.85 if look.umbrella or pose.spread else 0.1) + place.y
    half = 0.85 if look.umbrella or pose.spread else 0.62
    box = camera.box(place.x, place.z, half, top, place.y - 0.25)
    return Drawable(place.z, box, lambda canvas: draw_person(canvas, look, place, pose))


def draw_person(canvas: Canvas, look: Look, place: Place, pose: Pose) -> None:
    """Draw from the far limbs to the near ones."""
    body = _Body(canvas, look, place, pose)
    body.shadow()
    near = body.near_side
    if body.tiny:
        body.stick(-near)
        body.stick(near)
        body.torso()
        body.head()
        return
    body.arm(-near)
    body.leg(-near)
    body.leg(near)
    body.torso()
    body.arm(near)
    body.head()


_SHADOW = ((0.38, 0.2), (0.31, 0.24), (0.24, 0.3), (0.17, 0.4))


class _Body:
    """One figure being drawn. Within it perspective is flat: three directions, in pixels per metre."""

    def __init__(self, canvas: Canvas, look: Look, place: Place, pose: Pose) -> None:
        self._canvas = canvas
        self._look = look
        self._place = place
        self._pose = pose
        camera, light = canvas.camera, canvas.light
        self._size = look.height_m / 1.7
        self._metre = m = camera.px_per_m(place.z)
        self._spot = camera.pixel(place.x, place.y, place.z)
        sin, cos = math.sin(place.heading), math.cos(place.heading)
        tilt = (camera.eye_m - place.y) / place.z
        self._forward = (sin * m * camera.side, -cos * m * tilt)
        self._right = (cos * m * camera.side, sin * m * tilt)
        self._facing, self._sideways = -cos, sin * camera.side
        # On screen the right side of somebody who walks to the right is the near one.
        self.near_side = 1 if self._sideways >= 0 else -1
        self._factors = light.factors(1.0, place.x, place.z)
        self._haze, self._haze_part = light.haze, light.haze_part(place.z)
        bob = 0.012 * math.cos(TURN * 2 * pose.phase) if pose.stride > 0.2 else 0.0
        self._hip = (pose.seat_m + 0.08) if pose.seat_m else look.height_m * (0.50 + bob)
        self._shoulder = self._hip + look.height_m * 0.325

    def _px(self, forward: float, right: float, up: float) -> tuple[float, float]:
        f, r, (x, y) = self._forward, self._right, self._spot
        return x + forward * f[0] + right * r[0], y + forward * f[1] + right * r[1] - up * self._metre

    def _lit(self, colour: Colour, shade: float = 0.92) -> Colour:
        red, green, blue = self._factors
        return mix(
            (colour[0] * red * shade, colour[1] * green * shade, colour[2] * blue * shade),
            self._haze,
            self._haze_part,
        )

    @property
    def tiny(self) -> bool:
        """Too small for arms and knees to be seen."""
        return self._metre < 8.5 and not (self._pose.spread or self._pose.seat_m)

    def stick(self, side: int) -> None:
        """A far leg."""
        angle = TURN * (self._pose.phase + (0.0 if side > 0 else 0.5))
        step = math.sin(angle) * self._pose.stride * self._look.height_m * 0.27
        points = [self._px(0.0, side * 0.06, self._hip), self._px(step, side * 0.07, 0.04)]
        self._canvas.line(points, 0.13 * self._metre, self._lit(self._look.trousers, 0.9))

    def shadow(self) -> None:
        light, place, canvas = self._canvas.light, self._place, self._canvas
        if place.y > 0.2 or self._pose.seat_m:
            return
        fade, dark = 1 - self._haze_part, (22, 23, 24)
        if light.cast != (0.0, 0.0):
            tall = self._look.height_m
            tip = canvas.camera.pixel(
                place.x + light.cast[0] * tall, 0.0, max(1.0, place.z + light.cast[1] * tall)
            )
            canvas.line([self._spot, tip], 0.34 * self._metre, dark, light.shadow * 0.5 * fade)
        flat = min(0.6, canvas.camera.eye_m / place.z)
        for size, alpha in _SHADOW if self._metre > 9 else ((0.3, 0.9),):
            wide = size * self._metre
            canvas.ellipse(self._spot, wide, max(0.6, wide * flat), dark, alpha * light.shadow * 1.5 * fade)

    def leg(self, side: int) -> None:
        pose, h = self._pose, self._look.height_m
        width = max(0.6, 0.125 * self._metre * self._size)
        shade = 0.94 if side == self.near_side else 0.74
        colour = self._lit(self._look.trousers, shade)
        if pose.seat_m:
            knee, foot = (0.42, side * 0.12, pose.seat_m + 0.06), (0.42, side * 0.12, 0.06)
        else:
            angle = TURN * (pose.phase + (0.0 if side > 0 else 0.5))
            lift = max(0.0, math.cos(angle))
            step, raised = math.sin(angle) * pose.stride * h * 0.29, lift * pose.stride * h * 0.13
            foot = (step, side * 0.08, 0.05 + raised)
            bent = 0.05 * h * (0.3 + lift) * min(1.0, pose.stride * 2)
            knee = (step * 0.5 + bent, side * 0.09, self._hip * 0.52 + raised * 0.6)
        points = [self._px(0.0, side * 0.085, self._hip), self._px(*knee), self._px(*foot)]
        self._limb(points, width, colour)
        if self._metre > 9:
            toe = self._px(foot[0] + 0.13, foot[1], foot[2] - 0.03)
            heel = self._px(foot[0] - 0.05, foot[1], foot[2] - 0.02)
            self._canvas.line([heel, toe], width * 0.75, self._lit(SHOES, shade))

    def _limb(self, points: list[tuple[float, float]], width: float, colour: Colour) -> None:
        """Two straight parts with a round joint."""
        self._canvas.line(points, width, colour)
        if width * self._canvas.scale > 7:
            self._canvas.ellipse(points[1], width * 0.47, width * 0.47, colour)

    def arm(self, side: int) -> None:
        pose, h = self._pose, self._look.height_m
        held = pose.arm_right if side > 0 else pose.arm_left
        swing = (
            -math.sin(TURN * (pose.phase + (0.0 if side > 0 else 0.5))) * pose.swing if held is None else held
        )
        if self._look.umbrella and side > 0:
            swing = 1.5
        out, length = pose.spread, 0.175 * h
        shoulder = (pose.lean * 0.3, side * 0.2 * self._size, self._shoulder - 0.05)
        aside = side * length * math.sin(out)
        elbow = (
            shoulder[0] + length * math.sin(swing),
            shoulder[1] + side * 0.05 + aside,
            shoulder[2] - length * math.cos(swing) * math.cos(out),
        )
        bend = swing + (0.35 if held is None else 0.75)
        hand = (
            elbow[0] + length * math.sin(bend),
            elbow[1] + aside,
            elbow[2] - length * math.cos(bend) * math.cos(out * 1.5),
        )
        shade = 0.9 if side == self.near_side else 0.74
        width = max(0.5, 0.1 * self._metre * self._size)
        points = [self._px(*shoulder), self._px(*elbow), self._px(*hand)]
        self._limb(points, width, self._lit(self._look.coat, shade))
        if self._metre > 9:
            self._canvas.ellipse(points[2], width * 0.55, width * 0.55, self._lit(self._look.skin, shade))
            if self._look.bag and side > 0:
                self._bag(points[2], self._look.bag)

    def _bag(self, hand: tuple[float, float], colour: Colour) -> None:
        m, (x, y) = self._metre, hand
        corners = ((-0.13, 0.1), (0.13, 0.1), (0.15, 0.36), (-0.15, 0.36))
        self._canvas.polygon([(x + a * m, y + b * m) for a, b in corners], self._lit(colour))

    def torso(self) -> None:
        look, pose, m = self._look, self._pose, self._metre
        top = (0.125 + 0.085 * abs(self._facing) + (0.03 if self.tiny else 0.0)) * m * self._size
        low = top * (1.12 if look.coat_length > 0.7 else 0.92)
        x, y = self._px(pose.lean * 0.3, 0.0, self._shoulder)
        hem = max(self._shoulder - look.coat_length * self._size, pose.seat_m or 0.3)
        bx, by = self._px(0.0, 0.0, hem)
        neck = 0.05 * m
        shoulders = y + top * 0.3
        outline = [
            (x - neck, y - neck),
            (x + neck, y - neck),
            (x + top, shoulders),
            (bx + low, by),
            (bx - low, by),
            (x - top, shoulders),
        ]
        self._canvas.polygon(outline, self._lit(look.coat))
        if m > 9:
            # One side of the body turns away from the light.
            self._canvas.polygon(
                [(x + top * 0.35, y), (x + top, shoulders), (bx + low, by), (bx + low * 0.35, by)],
                self._lit(look.coat, 0.76),
            )
        if look.vest is not None:
            self._vest(look.vest, (x, shoulders, top), (bx, by, low))

    def _vest(self, colour: Colour, top: tuple[float, float, float], hem: tuple[float, float, float]) -> None:
        (x, y, wide), (bx, by, low), m = top, hem, self._metre
        self._canvas.polygon(
            [
                (x - wide * 0.8, y),
                (x + wide * 0.8, y),
                (bx + low * 0.9, by - 0.1 * m),
                (bx - low * 0.9, by - 0.1 * m),
            ],
            self._lit(colour),
        )
        stripe = by - 0.26 * m
        self._canvas.line(
            [(bx - low * 0.9, stripe), (bx + low * 0.9, stripe)], 0.05 * m, self._lit((176, 176, 160))
        )

    def head(self) -> None:
        look, canvas = self._look, self._canvas
        radius = 0.105 * self._metre * (0.9 + 0.1 * self._size)
        x, y = self._px(self._pose.lean * 0.3 + 0.03, 0.0, self._shoulder + 0.175 * self._size + 0.02)
        facing, sideways = self._facing, self._sideways
        hair = self._lit(look.hair, 0.9)
        if look.long_hair and self._metre > 9:
            canvas.ellipse((x - sideways * radius * 0.3, y + radius * 0.4), radius * 0.98, radius * 1.2, hair)
        canvas.ellipse((x, y), radius * 0.95, radius * 1.2, hair)
        if facing > -0.5:
            face = (x + sideways * radius * 0.3, y + radius * 0.22)
            canvas.ellipse(face, radius * (0.66 + 0.14 * facing), radius * 0.94, self._lit(look.skin, 0.96))
        if look.hat is not None:
            hat = self._lit(look.hat, 1.0)
            canvas.ellipse((x, y - radius * 0.55), radius * 1.05, radius * 0.8, hat)
            canvas.ellipse(
                (x + sideways * radius * 0.4, y - radius * 0.25), radius * 1.15, radius * 0.3, dim(hat, 0.85)
            )
        if look.umbrella is not None:
            self._umbrella(look.umbrella)

    def _umbrella(self, colour: Colour) -> None:
        m, h = self._metre, self._look.height_m
        x, y = self._px(0.1, 0.1, h + 0.42)
        self._canvas.line([self._px(0.2, 0.2, h * 0.62), (x, y)], 0.03 * m, self._lit((70, 70, 70)))
        for side, shade in ((-1, 0.96), (1, 0.78)):
            edge = ((0.0, -0.2), (0.34, -0.08), (0.56, 0.14), (0.2, 0.06), (0.0, 0.12))
            self._canvas.polygon([(x + side * a * m, y + b * m) for a, b in edge], self._lit(colour, shade))
