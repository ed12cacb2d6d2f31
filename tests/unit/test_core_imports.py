"""The core must run where no toolkit is installed."""

from __future__ import annotations

import subprocess
import sys

_SCRIPT = """
import importlib, pkgutil, sys
import wallclient
engines = ("wallclient.video.engines", "wallclient.demo")
for module in pkgutil.walk_packages(wallclient.__path__, "wallclient."):
    if not module.name.startswith(engines) and not module.name.endswith("__main__"):
        importlib.import_module(module.name)
toolkits = ("PySide6", "pyqtgraph", "qasync", "av", "vlc", "ui")
print(sorted(name for name in sys.modules if name.split(".")[0] in toolkits))
"""


def test_importing_the_whole_core_brings_in_no_toolkit_and_no_engine_library() -> None:
    done = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
