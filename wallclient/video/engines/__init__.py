"""The engines. Each library is imported by its own file only, when a worker asks for that engine by name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from wallclient.video.abilities import ENGINES, EngineAbility

if TYPE_CHECKING:
    from wallclient.video.port import Engine


class EngineMissing(Exception):
    """The library of an engine is not usable here; the text says why, for people."""


def load_engine(name: str) -> Engine:
    """Import the engine's library and start it. Raises EngineMissing, or ValueError for a name that is
    none."""
    if name not in ENGINES:
        raise ValueError(f"no engine {name!r}; there are {', '.join(ENGINES)}")
    try:
        return cast("Engine", import_module(f"wallclient.video.engines.{name}_engine").start())
    except (ImportError, OSError, AttributeError, NameError) as error:
        raise EngineMissing(f"{type(error).__name__}: {error}") from error


def load_ability(name: str) -> EngineAbility:
    """What the engine can do here. Loads its library into this process."""
    try:
        return load_engine(name).ability()
    except EngineMissing as error:
        return EngineAbility(name=name, available=False, reason=str(error))
