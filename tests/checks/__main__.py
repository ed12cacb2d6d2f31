"""Runs every check, says which failed, and ends with 1 if any did. All are run, so that one run tells all."""

from __future__ import annotations

import subprocess
import sys
import time

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("format", ("ruff", "format", "--check", "--quiet", ".")),
    ("lint", ("ruff", "check", "--quiet", "--output-format", "concise", ".")),
    ("types", ("mypy",)),
    ("imports", ("importlinter.cli", "lint_imports")),
    ("translations", ("tests.checks.translations",)),
    ("documents", ("wallclient.config.docs", "--check")),
)


def command_of(words: tuple[str, ...]) -> list[str]:
    if words[0] == "importlinter.cli":
        return [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    return [sys.executable, "-m", *words]


def main() -> int:
    failed = []
    for name, words in CHECKS:
        started = time.monotonic()
        done = subprocess.run(command_of(words), capture_output=True, text=True, check=False)
        ok = done.returncode == 0
        sys.stdout.write(f"{'ok  ' if ok else 'FAIL'} {name} ({time.monotonic() - started:.1f} s)\n")
        if not ok:
            failed.append(name)
            sys.stdout.write(done.stdout + done.stderr)
        sys.stdout.flush()
    if failed:
        sys.stdout.write("failed: " + ", ".join(failed) + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
