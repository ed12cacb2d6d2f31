"""The command line, and the only place where the parts are put together.

Every command: `./run COMMAND --help`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wallclient.config.problems import Problem

ROOT = Path(__file__).resolve().parent

# Exit codes: 0 done, 1 ran but not as it should be, 2 a mistake of the user's, 3 something is missing on
# this machine.
MISTAKE = 2
SHOWN_PROBLEMS = 20


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit code.

    A user's mistake is answered in words, never with a traceback.
    """
    from wallclient.config.problems import Problems

    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except Problems as problems:
        print(problems, file=sys.stderr)
        return MISTAKE
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run", description="The video wall of a command centre.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_demo(commands.add_parser("demo", help="a simulated district, its hub and the wall in one go"))
    _add_wall(commands.add_parser("wall", help="the wall"))
    _add_hub(commands.add_parser("hub", help="the event hub"))
    _add_doctor(commands.add_parser("doctor", help="what this machine can do, in words"))
    _add_report(commands.add_parser("report", help="the situation report of one incident"))
    _add_cameras(commands.add_parser("cameras", help="camera lists"))
    _add_layout(commands.add_parser("layout", help="layout files"))
    return parser


def _add_run_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--layout", help="name of a layout that comes with the program, or a .toml file")
    parser.add_argument(
        "--screens", type=Path, metavar="FILE", help="paint on Qt's offscreen screens as FILE describes them"
    )
    parser.add_argument(
        "--for", dest="for_s", type=_seconds, default=0.0, metavar="SECONDS", help="end after so long"
    )
    parser.add_argument("--snapshot", type=Path, metavar="DIR", help="leave a PNG per screen at the end")
    parser.add_argument("--report", type=Path, metavar="FILE", help="leave a report of the run (JSON)")
    parser.add_argument("--language", choices=("zh_CN", "en"), help="language of the interface")


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value < 1e8:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")
    return value


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 100_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 100000")
    return int(text)


def _add_demo(parser: argparse.ArgumentParser) -> None:
    _add_run_options(parser)
    parser.add_argument(
        "--cameras", type=_count, default=300, metavar="N", help="cameras of the district (300)"
    )
    parser.add_argument(
        "--role", choices=("wall", "console", "room"), default="wall", help="what the wall is (wall)"
    )
    parser.add_argument(
        "--events-per-second", type=float, default=0.0, metavar="RATE", help="add a load of events"
    )
    parser.set_defaults(run=_run_demo)


def _run_demo(options: argparse.Namespace) -> int:
    from wallclient.demo.cameras.launch import LaunchFailed
    from wallclient.demo.run import DemoOptions, running_demo
    from wallclient.hub.launch import LaunchError

    demo = DemoOptions(
        cameras=options.cameras,
        layout=options.layout or "demo",
        role=options.role,
        language=options.language or "zh_CN",
        events_per_s=options.events_per_second,
    )
    try:
        with running_demo(demo, say=lambda line: print(line, file=sys.stderr)) as district:
            return _show_wall(district.wall_config, options, district.processes)
    except (LaunchFailed, LaunchError) as error:
        print(f"the demo could not start: {error}", file=sys.stderr)
        return 1


def _add_wall(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, required=True, metavar="FILE", help="wall.toml")
    parser.add_argument("--role", choices=("wall", "console", "room"), help="what this place is")
    _add_run_options(parser)
    parser.set_defaults(run=lambda options: _show_wall(options.config, options, {}))


def _show_wall(config_path: Path, options: argparse.Namespace, others: dict[int, str]) -> int:
    from ui.platform import OffscreenScreen, choose_platform
    from wallclient.app import WallApp
    from wallclient.config.load import load
    from wallclient.config.override import override

    config = override(
        load(config_path),
        role=getattr(options, "role", None),
        layout=str(Path(options.layout).absolute())
        if (options.layout or "").endswith(".toml")
        else options.layout,
        language=options.language,
    )
    app = WallApp(config)
    _tell_problems(app.problems)
    two_screens = (OffscreenScreen("HDMI-1"), OffscreenScreen("HDMI-2", x=1920))
    note = choose_platform(options.screens, two_screens, app.state_dir)
    if note:
        print(note, file=sys.stderr)
    # Qt reads its platform when it is loaded.
    from ui.runtime import RunOptions, run_wall

    return run_wall(app, RunOptions(options.for_s, options.snapshot, options.report, others))


def _tell_problems(problems: list[Problem]) -> None:
    """Rows and features that were left out: the others load, but nobody should have to guess."""
    for problem in problems[:SHOWN_PROBLEMS]:
        print(problem, file=sys.stderr)
    if len(problems) > SHOWN_PROBLEMS:
        print(f"… and {len(problems) - SHOWN_PROBLEMS} more", file=sys.stderr)


def _add_hub(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, required=True, metavar="FILE", help="hub.toml")
    parser.set_defaults(run=_run_hub)


def _run_hub(options: argparse.Namespace) -> int:
    from wallclient.hub.serve import run_file

    return run_file(options.config)


def _add_doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", type=Path, metavar="FILE", help="leave the findings as JSON, too")
    parser.set_defaults(run=_run_doctor)


def _run_doctor(options: argparse.Namespace) -> int:
    from ui.doctor import run_doctor

    return run_doctor(options.json, Path(tempfile.gettempdir()))


def _add_report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("incident", metavar="INCIDENT", help="id or number of the incident")
    parser.add_argument("--config", type=Path, metavar="FILE", help="wall.toml (that of the running demo)")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the HTML file to write")
    parser.add_argument("--language", choices=("zh_CN", "en"), help="language of the report")
    parser.set_defaults(run=_run_report)


def _run_report(options: argparse.Namespace) -> int:
    from wallclient.config.load import load
    from wallclient.config.override import override
    from wallclient.config.paths import demo_config
    from wallclient.report.fetch import report_from_platform

    config = override(load(options.config or demo_config()), language=options.language)
    path = report_from_platform(config, options.incident, options.out)
    print(path)
    return 0


def _add_cameras(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="read a camera list and say what is wrong in it")
    check.add_argument("file", type=Path)
    check.set_defaults(run=_check_cameras)


def _check_cameras(options: argparse.Namespace) -> int:
    from wallclient.config.cameras import load_cameras

    found = load_cameras([options.file])
    for problem in (*found.problems, *found.warnings):
        print(problem, file=sys.stderr)
    print(f"{options.file}: {len(found.cameras)} cameras, {found.skipped} rows left out")
    return MISTAKE if found.problems else 0


def _add_layout(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="read a layout and list everything that is wrong in it")
    check.add_argument("file", help="a .toml file, or the name of a layout that comes with the program")
    check.set_defaults(run=_check_layout)


def _check_layout(options: argparse.Namespace) -> int:
    from wallclient.layout.load import find, load

    path = Path(options.file) if options.file.endswith(".toml") else find(options.file, ROOT / "layouts")
    layout = load(path)
    panes = sum(len(screen.panes) for screen in layout.screens)
    print(f"{path}: {len(layout.screens)} screens, {panes} panes, nothing wrong")
    return 0


if __name__ == "__main__":
    sys.exit(main())
