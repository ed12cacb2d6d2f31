"""The decoder pool: keeps worker processes alive and gives them their streams. I/O thread only."""

from __future__ import annotations

from wallclient.video.pool.pool import DecoderPool
from wallclient.video.pool.settings import PoolSettings

__all__ = ["DecoderPool", "PoolSettings"]
