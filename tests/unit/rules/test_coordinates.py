"""Coordinate systems: the published pair, round trips, and places outside China."""

from __future__ import annotations

import numpy as np
import pytest

from wallclient.rules.circles import distance_m
from wallclient.rules.coordinates import Crs, convert, to_wgs84

WGS = (120.596931, 31.280844)


def test_the_published_pair_comes_out_to_nine_digits() -> None:
    lon, lat = convert(*WGS, "wgs84", "gcj02")
    assert float(lon) == pytest.approx(120.601099983, abs=6e-10)
    assert float(lat) == pytest.approx(31.278648624, abs=6e-10)


@pytest.mark.parametrize("source", list(Crs))
@pytest.mark.parametrize("target", list(Crs))
def test_there_and_back_is_the_same_place_to_a_tenth_of_a_millimetre(source: Crs, target: Crs) -> None:
    rng = np.random.default_rng(7)
    lons, lats = rng.uniform(80, 130, 500), rng.uniform(18, 50, 500)
    back_lons, back_lats = convert(*convert(lons, lats, source, target), target, source)
    np.testing.assert_allclose(back_lons, lons, atol=1e-9, rtol=0)
    np.testing.assert_allclose(back_lats, lats, atol=1e-9, rtol=0)


def test_a_forgotten_shift_is_hundreds_of_metres_and_cgcs2000_is_none() -> None:
    lon, lat = to_wgs84(*WGS, "gcj02")
    assert 300 < distance_m(*WGS, lon, lat) < 700
    assert to_wgs84(*WGS, "cgcs2000") == WGS


def test_outside_china_nothing_is_shifted_and_an_unknown_system_is_an_error() -> None:
    assert to_wgs84(2.35, 48.85, "gcj02") == (2.35, 48.85)
    assert to_wgs84(2.35, 48.85, "bd09") == (2.35, 48.85)
    with pytest.raises(ValueError, match="mars"):
        to_wgs84(*WGS, "mars")
