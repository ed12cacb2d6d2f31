"""Measurements: `./run bench NAME [--json FILE]`. They print what they saw and judge nothing."""
