"""The core of the wall client. Nothing below this package may import Qt or any other toolkit."""

__version__ = "0.1.0"
