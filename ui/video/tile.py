"""One tile: a camera's picture, its strip with name, its plate.

Not a widget: the surface owns and paints it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from ui import clockwords
from ui.icons import draw_icon
from ui.paint import Run, baseline, draw_runs, draw_sign, elide, width
from ui.video.badge import Badge, Icon, badge_of
from ui.video.picture import RingPicture

if TYPE_CHECKING:
    from ui.theme import Theme
    from wallclient.model.cameras import Camera
    from wallclient.model.streams import StreamStatus

STRIP_EM = 1.55


def _tr(text: str) -> str:
    return QCoreApplication.translate("Tile", text)


@dataclass(frozen=True, slots=True)
class Alarm:
    """An incident at the place that a camera shows."""

    severity: int
    text: str
    since_unix_s: float


@dataclass(frozen=True, slots=True)
class Label:
    """What the strip says besides the state: key of the tile (console), name, person, area."""

    name: str = ""
    detail: str = ""
    area: str = ""
    key: str = ""
    right_icon: str = ""
    veil: str = "normal"  # normal | dim | hide: what this place may show of a sensitive camera


class Tile:
    """Owns what one cell of a surface shows. `place` gives its rectangle, `show` its camera."""

    def __init__(self, tile_id: str, theme: Theme) -> None:
        self.tile_id = tile_id
        self.theme = theme
        self.rect = QRect()
        self.picture_rect = QRect()
        self.camera: Camera | None = None
        self.label = Label()
        self.picture = RingPicture()
        self.stream: StreamStatus | None = None
        self.badge = Badge(covers=True)
        self.alarm: Alarm | None = None
        self.selected = False
        self.speaking = False
        self.shown_since = 0.0
        self._grey: QImage | None = None
        self._strip_text = ""

    def place(self, rect: QRect) -> None:
        self.rect = rect
        strip = self.strip_height_px
        area = QRect(rect.x(), rect.y(), rect.width(), max(1, rect.height() - strip))
        # The picture is 16:9 within the cell; the strip closes the cell, so rows stay aligned.
        size = QSize(16, 9).scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
        self.picture_rect = QRect(
            area.x() + (area.width() - size.width()) // 2,
            area.y() + (area.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )

    @property
    def strip_height_px(self) -> int:
        return round(STRIP_EM * self.theme.read)

    @property
    def strip_rect(self) -> QRect:
        h = self.strip_height_px
        return QRect(self.rect.x(), self.rect.y() + self.rect.height() - h, self.rect.width(), h)

    def show(self, camera: Camera | None, label: Label) -> None:
        """Show another camera (or none); the picture of the one before is forgotten at once."""
        if camera is None or self.camera is None or camera.id != self.camera.id:
            self.picture.forget()
            self.stream = None
            self._grey = None
        self.camera = camera
        self.label = label

    def follow(self, stream: StreamStatus | None, now_unix_s: float) -> bool:
        """Take the newest status; True if anything but the picture must be painted again."""
        self.stream = stream
        if stream is not None and stream.ring:
            self.picture.follow(stream.ring)
        fresh = badge_of(stream.health if stream else None, now_unix_s, has_picture=self.picture.has_picture)
        if self.label.veil == "hide":
            fresh = Badge(covers=True, icon=Icon.EYE_OFF, title=_tr("Sensitive picture hidden"))
        if not fresh.stale:
            self._grey = None
        strip_text = self._right_text(now_unix_s)
        changed = fresh != self.badge or strip_text != self._strip_text
        self.badge, self._strip_text = fresh, strip_text
        return changed

    def _right_text(self, now_unix_s: float) -> str:
        if self.alarm is not None:
            return clockwords.age_mm_ss(now_unix_s - self.alarm.since_unix_s)
        return ""

    # Painting

    def paint(self, p: QPainter, region: QRect) -> None:
        """Paint what of this tile lies in `region`."""
        if self.camera is None:
            return
        if region.intersects(self.strip_rect):
            self._paint_strip(p)
        picture_area = QRect(
            self.rect.x(), self.rect.y(), self.rect.width(), self.rect.height() - self.strip_height_px
        )
        if region.intersects(picture_area):
            self._paint_picture(p, picture_area)
        if self.alarm is not None or self.selected or self.speaking:
            self._paint_outline(p)

    def _paint_picture(self, p: QPainter, area: QRect) -> None:
        colours = self.theme.colours
        if self.badge.covers:
            p.fillRect(area, colours.s1)
            self._paint_plate(p, area, self.badge)
            return
        if area != self.picture_rect:
            p.fillRect(area, colours.s1)
        if self.badge.stale:
            if self._grey is None:
                self._grey = self.picture.grey()
            if self._grey is not None:
                p.drawImage(self.picture_rect, self._grey)
                p.fillRect(self.picture_rect, QColor(0, 0, 0, 128))
            self._paint_stale(p)
        else:
            image = self.picture.image()
            if image is None:
                p.fillRect(area, colours.s1)
            else:
                veiled = self.label.veil == "dim"
                _draw_fitted(p, _veiled(image) if veiled else image, self.picture_rect, colours.s1)
                self.picture.after_painting()
                if veiled:
                    self._paint_veil(p)
        if self.alarm is not None:
            self._paint_alarm_plate(p)

    def _paint_plate(self, p: QPainter, area: QRect, badge: Badge) -> None:
        t, c = self.theme, self.theme.colours
        icon = t.read * 1.35
        lines = [(badge.title, t.read, c.t2)] if badge.title else []
        if badge.detail:
            lines.append((badge.detail, t.ref, c.t3))
        height = icon + sum(1.5 * size for _, size, _ in lines)
        y = area.center().y() - height / 2
        if height <= area.height():
            draw_icon(p, badge.icon.value, QRectF(area.center().x() - icon / 2, y, icon, icon), c.t3)
            y += icon + t.read * 0.25
        for text, size, colour in lines:
            run = elide(t, Run(text, size, colour), area.width() - 16)
            x = area.center().x() - width(t, [run]) / 2
            draw_runs(p, t, x, baseline(y, 1.5 * size, size), [run])
            y += 1.5 * size

    def _paint_veil(self, p: QPainter) -> None:
        p.fillRect(self.picture_rect, QColor(0, 0, 0, 115))
        veil = Badge(icon=Icon.EYE_OFF, title=_tr("Sensitive picture hidden"))
        self._paint_plate(p, self.picture_rect, veil)

    def _paint_stale(self, p: QPainter) -> None:
        t, c = self.theme, self.theme.colours
        h = self.strip_height_px
        runs = [
            Run(self.badge.title, t.read, c.ink, bold=True),
            Run(self.badge.detail, t.read, c.ink, figures=True, gap_px=t.read * 0.4),
        ]
        bars = t.read * 0.9
        w = width(t, runs) + bars + t.read
        x, y = self.picture_rect.x(), self.picture_rect.y()
        p.fillRect(QRectF(x, y, w, h), c.yellow)
        for i in range(2):
            p.fillRect(QRectF(x + t.read * 0.55 + i * 6, y + h * 0.32, 2.5, h * 0.36), c.ink)
        draw_runs(p, t, x + t.read * 0.5 + bars, baseline(y, h, t.read), runs)

    def _paint_alarm_plate(self, p: QPainter) -> None:
        alarm = self.alarm
        if alarm is None or self.badge.stale:
            return
        t, c = self.theme, self.theme.colours
        h = self.strip_height_px
        run = Run(alarm.text, t.read, c.ink, bold=True)
        sign = t.read * 0.95
        w = width(t, [run]) + sign + t.read * 1.4
        x, y = self.picture_rect.x(), self.picture_rect.y()
        p.fillRect(QRectF(x, y, w, h), c.of_severity(alarm.severity))
        draw_sign(p, t, QPointF(x + t.read * 0.45 + sign / 2, y + h / 2), sign, alarm.severity, on_plate=True)
        draw_runs(p, t, x + sign + t.read * 0.9, baseline(y, h, t.read), [run])

    def _paint_strip(self, p: QPainter) -> None:
        t, c, strip, label = self.theme, self.theme.colours, self.strip_rect, self.label
        alarm = self.alarm
        ground = c.of_severity(alarm.severity) if alarm else c.s2
        ink = c.ink if alarm else None
        p.fillRect(strip, ground)
        y = baseline(strip.y(), strip.height(), t.read)
        right = self._paint_strip_right(p, strip, y, ink)
        x = strip.x() + 12.0
        if label.key:
            x = draw_runs(p, t, x, y, [Run(label.key, t.ref, ink or c.t3, figures=True)]) + t.ref * 0.7
        name_colour = ink or (c.t2 if self.badge.covers else c.t1)
        name = elide(t, Run(label.name, t.read, name_colour, bold=alarm is not None), max(0.0, right - x - 8))
        x = draw_runs(p, t, x, y, [name])
        if label.detail:
            detail = Run(label.detail, t.ref, ink or c.t2, gap_px=t.read * 0.4)
            detail = elide(t, detail, max(0.0, right - x - t.read * 0.8))
            draw_runs(p, t, x, y, [detail])

    def _paint_strip_right(self, p: QPainter, strip: QRect, y: float, ink: QColor | None) -> float:
        """Draw what stands at the right of the strip; returns the x where it begins."""
        t, c, label = self.theme, self.theme.colours, self.label
        x: float = strip.x() + strip.width() - 12
        if self.alarm is not None:
            runs = [Run(self._strip_text, t.read, c.ink, figures=True, gap_px=t.ref * 0.4)]
            name = width(t, [Run(label.name, t.read, c.ink, bold=True)])
            room = strip.width() - 24 - name
            # The house number in the name is never cut: the time gives way first.
            if room < width(t, runs) + t.ref:
                return x
            if room >= width(t, [*runs, Run(_tr("for"), t.ref, c.ink)]) + t.ref:
                runs.insert(0, Run(_tr("for"), t.ref, c.ink))
            x -= width(t, runs)
            draw_runs(p, t, x, y, runs)
            return x
        if strip.width() < 8 * t.read:
            return x
        if label.right_icon:
            side = t.read * 0.95
            x -= side
            draw_icon(p, label.right_icon, QRectF(x, strip.center().y() - side / 2, side, side), ink or c.t2)
            x -= t.ref * 0.4
        elif label.area:
            run = Run(label.area, t.ref, c.t3)
            x -= width(t, [run])
            draw_runs(p, t, x, y, [run])
            x -= t.ref * 0.5
        return x

    def _paint_outline(self, p: QPainter) -> None:
        c = self.theme.colours
        thickness = 5 if self.alarm is not None and not self.selected else 3
        colour = c.of_severity(self.alarm.severity) if self.alarm and not self.selected else c.paper
        pen = QPen(colour, thickness)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        p.setPen(pen)
        p.setBrush(Qt.BrushStyle.NoBrush)
        # In the gutter, never over the picture.
        half = thickness / 2
        p.drawRect(QRectF(self.rect).adjusted(-half, -half, half, half))


VEIL_DIVISOR = 24


def _veiled(image: QImage) -> QImage:
    """`image` so coarse that nobody is known by it: scaled to 1/24 and back, smoothly."""
    smooth = Qt.TransformationMode.SmoothTransformation
    keep = Qt.AspectRatioMode.IgnoreAspectRatio
    small = image.scaled(
        max(2, image.width() // VEIL_DIVISOR), max(2, image.height() // VEIL_DIVISOR), keep, smooth
    )
    return small.scaled(image.width(), image.height(), keep, smooth)


def _draw_fitted(p: QPainter, image: QImage, box: QRect, ground: QColor) -> None:
    """Draw `image` as large as fits into `box`, its own shape kept."""
    size = image.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
    # One or two pixels of rounding are not worth a frame around the picture.
    if abs(size.width() - box.width()) <= 2 and abs(size.height() - box.height()) <= 2:
        target = box
    else:
        p.fillRect(box, ground)
        target = QRect(
            box.x() + (box.width() - size.width()) // 2,
            box.y() + (box.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )
    p.drawImage(target, image)
