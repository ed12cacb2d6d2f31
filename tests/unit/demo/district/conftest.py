"""One district for all tests of this folder: it is frozen, and building it takes a second."""

from __future__ import annotations

import pytest

from wallclient.demo.district.build import District, build_district


@pytest.fixture(scope="session")
def district() -> District:
    return build_district()
