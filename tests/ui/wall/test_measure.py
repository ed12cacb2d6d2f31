"""What the GUI measures of itself."""

from __future__ import annotations

from ui.measure import LoopMeter, PaintMeter, quantile


def test_the_quantile_is_a_value_that_was_there() -> None:
    assert quantile([5.0, 1.0, 3.0], 0.5) == 3.0
    assert quantile([5.0, 1.0, 3.0], 1.0) == 5.0
    assert quantile([], 0.5) == 0.0


def test_the_loop_meter_counts_how_late_a_beat_came_and_forgets_the_warm_up() -> None:
    meter = LoopMeter(0.016)
    for at in (0.0, 0.016, 0.132):
        meter.beat(at)
    assert meter.figures().stalls_over_50_ms == 1
    assert round(meter.figures().p99_ms) == 100
    meter.restart()
    assert meter.figures().stalls_over_50_ms == 0
    assert meter.figures().p99_ms == 0.0


def test_events_count_as_painted_only_when_a_window_was_painted_after_them() -> None:
    meter = PaintMeter()
    meter.applied([1.0, 1.01])
    assert meter.quantile_ms(0.5) == 0.0
    meter.painted(1.03)
    meter.painted(5.0)
    assert round(meter.quantile_ms(1.0)) == 30
    assert round(meter.quantile_ms(0.0)) == 20
