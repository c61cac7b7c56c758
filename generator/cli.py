"""The command line: arguments, exit codes, progress; nothing else.

Each command imports what it needs when it runs, so that `backfile --version` answers at once.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator import __version__

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse keeps the name to itself

OK, FAILED, WRONG_USE = 0, 1, 2
INTERRUPTED = 130

_DESCRIPTION = """\
backfile turns a folder of raw news articles into a clean, browsable, citable HTML archive.

  backfile init my-archive      make a folder for an archive
  backfile build                clean content/ and bring site/ up to date
  backfile watch                the same at every change, with the site in a browser
  backfile why PAGE             say what a page was made of, and why it was last made
  backfile inspect FILE         show what was made of one file, line by line, and why

Put articles (text, saved HTML, Markdown) under content/, one folder for each outlet. They are never changed."""

_EPILOG = """\
exit codes:
  0   all is well
  1   something in the content is wrong and was left out, or the site can't be written
  2   wrong use: an option, backfile.toml or a template is wrong, or there is no content/
  130 stopped by Ctrl-C

`backfile COMMAND --help` tells more."""

# What shtab calls shtab.FILE and shtab.DIRECTORY, spelled out: importing it costs each command 15 ms.
_FILES = {"bash": "_shtab_compgen_files", "zsh": "_files", "tcsh": "f"}
_FOLDERS = {"bash": "_shtab_compgen_dirs", "zsh": "_files -/", "tcsh": "d"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # names of files may hold anything
    parser = make_parser()
    options = parser.parse_args(arguments)
    command: Callable[[argparse.Namespace], int] | None = getattr(options, "command", None)
    try:
        if command is None:
            parser.print_help()
            return OK
        code = command(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _interrupted()
    except BrokenPipeError:  # the reader of our output has gone, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:
        answer = _failed(error)
        if answer is None:
            raise
        return answer
    return code


def _interrupted() -> int:
    import signal  # 15 ms that only this path needs

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who presses Ctrl-C twice wants no traceback either
    print("\nstopped; what was written is whole, and the next build goes on from there", file=sys.stderr)
    return INTERRUPTED


def _failed(error: Exception) -> int | None:
    """Say what is wrong; the exit code. None if `error` is a fault of ours and not of what we were given."""
    from generator.errors import BackfileError, ConfigError, Problem
    from generator.terminal import complain

    if isinstance(error, BackfileError):
        problems = error.problems
    elif isinstance(error, OSError):
        place = os.fsdecode(error.filename) if error.filename else "."
        problems = (Problem(place, error.strerror or str(error), "", "disk"),)
    else:
        return None
    complain(problems, sys.stderr)
    return WRONG_USE if isinstance(error, ConfigError) else FAILED


def make_parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    parser = argparse.ArgumentParser(prog="backfile", description=_DESCRIPTION, epilog=_EPILOG, formatter_class=_wide)
    parser.add_argument("--version", action="version", version=f"backfile {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_build(commands)
    _add_watch(commands)
    _add_inspect(commands)
    _add_why(commands)
    _add_init(commands)
    _add_small(commands)
    return parser


def _wide(prog: str) -> argparse.HelpFormatter:
    return argparse.RawDescriptionHelpFormatter(prog, max_help_position=28)


def _add_build(commands: Commands) -> None:
    build = commands.add_parser(
        "build",
        help="clean content/ and bring site/ up to date",
        description="Read what is new in content/, clean and tag it, and write the pages that it moves.",
    )
    _add_archive(build, "the archive (default: here)")
    build.add_argument("--clean", action="store_true", help="forget what is known and work everything out again")
    build.add_argument("--workers", type=_positive, metavar="N", help="processes for large work (default: one a processor)")
    build.add_argument("--verify", action="store_true", help="build clean beside as well, and compare every byte")
    build.add_argument("--strict", action="store_true", help="exit 1 for warnings as well")
    build.add_argument("--json", action="store_true", help="print the summary as JSON, with every error and warning")
    build.set_defaults(command=_build)


def _add_watch(commands: Commands) -> None:
    watch = commands.add_parser(
        "watch",
        help="build whenever something changes, and show the site in a browser",
        description="Build, serve site/ on this machine alone, and build again at every change, while open pages follow.",
    )
    _add_archive(watch, "the archive (default: here)")
    watch.add_argument("--port", type=_port, default=8000, metavar="N", help="where to serve (default: 8000)")
    watch.add_argument("--open", action="store_true", help="open the front page in your browser")
    watch.add_argument("--poll", action="store_true", help="look at the files once a second, for disks that tell nothing")
    watch.set_defaults(command=_watch)


def _add_inspect(commands: Commands) -> None:
    inspect = commands.add_parser(
        "inspect",
        help="show what was made of one file, and why",
        description="Show the verdict on each line of a source file with the reason, and each field with what lost; or what "
        "was learned of a source.",
    )
    file = inspect.add_argument("file", metavar="FILE", type=_file, nargs="?", help="a file under content/, or any other")
    file.complete = _FILES  # type: ignore[attr-defined] # where shtab looks for it
    inspect.add_argument("--source", metavar="NAME", help="list the lines that recur in the articles of one source instead")
    inspect.add_argument("--nearly", action="store_true", help="with --source: those as well that do not recur enough yet")
    _add_archive(inspect, "the archive (default: the one that FILE is in, else here)")
    inspect.add_argument("--json", action="store_true", help="print it as JSON")
    inspect.set_defaults(command=_inspect, wrong_use=inspect.error)


def _add_why(commands: Commands) -> None:
    why = commands.add_parser(
        "why",
        help="say what a page was made of, and why it was last made",
        description="Say what a page of the site was made of, when it was last made, and why.",
    )
    page = why.add_argument("page", metavar="PAGE", help="a file in site/, or the page's address in a browser")
    page.complete = _FILES  # type: ignore[attr-defined] # as above
    _add_archive(why, "the archive (default: here)")
    why.add_argument("--json", action="store_true", help="print it as JSON")
    why.set_defaults(command=_why)


def _add_init(commands: Commands) -> None:
    init = commands.add_parser(
        "init", help="make a folder for an archive", description="Make content/ and a backfile.toml that explains itself."
    )
    folder = init.add_argument(
        "dir", metavar="DIR", type=Path, nargs="?", default=Path(), help="the archive (default: here)"
    )
    folder.complete = _FOLDERS  # type: ignore[attr-defined] # as above
    init.set_defaults(command=_init)


def _add_small(commands: Commands) -> None:
    schema = commands.add_parser(
        "schema", help="print the JSON Schema of backfile.toml", description="Print a JSON Schema for editors."
    )
    schema.set_defaults(command=_schema)
    completion = commands.add_parser(
        "completion",
        help="print a completion script for your shell",
        description="Print a completion script.\n\n"
        '  bash   add to ~/.bashrc:  eval "$(backfile completion bash)"\n'
        "  zsh    backfile completion zsh > a folder of your $fpath/_backfile\n"
        "  tcsh   add to ~/.tcshrc:  eval `backfile completion tcsh`",
        formatter_class=_wide,
    )
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"))
    completion.set_defaults(command=_completion)


def _add_archive(parser: argparse.ArgumentParser, words: str) -> None:
    archive = parser.add_argument("--archive", type=Path, metavar="DIR", help=words)
    archive.complete = _FOLDERS  # type: ignore[attr-defined] # as above


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is not a whole number of 1 or more')
    return int(text)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f'"{text}" is not a port: a whole number from 1 to 65535')
    return int(text)


def _file(text: str) -> Path:
    if not Path(text).is_file():
        raise argparse.ArgumentTypeError(f'there is no file "{text}"')
    return Path(text)


def _build(options: argparse.Namespace) -> int:
    from generator.build import build
    from generator.terminal import as_json, progress, tell

    archive = options.archive or Path()
    with progress(sys.stderr) as shown:
        report = build(archive, clean=options.clean, workers=options.workers, progress=shown)
        if options.verify:
            from generator.verification import verified

            report = verified(report, archive, workers=options.workers, progress=shown)
    if options.json:
        print(as_json(report))
    else:
        tell(report, archive, sys.stdout, sys.stderr)
    wrong = report.errors or report.differences or (options.strict and report.warnings)
    return FAILED if wrong else OK


def _watch(options: argparse.Namespace) -> int:
    from generator.watch.session import watch

    watch(options.archive or Path(), options.port, polling=options.poll, show=options.open)
    return OK


def _inspect(options: argparse.Namespace) -> int:
    if (options.file is None) == (options.source is None):
        options.wrong_use("give a FILE or --source NAME, one of the two")
    if options.source is not None:
        return _inspect_source(options)
    if options.nearly:
        options.wrong_use("--nearly goes with --source")
    from generator.inspection import archive_of, inspect_file
    from generator.terminal import as_json
    from generator.verdicts import show_inspection

    found = inspect_file(options.archive or archive_of(options.file), options.file)
    if options.json:
        print(as_json(found))
    else:
        show_inspection(found, sys.stdout)
    return FAILED if found.failed else OK


def _inspect_source(options: argparse.Namespace) -> int:
    from generator.learned import learned_of
    from generator.terminal import as_json
    from generator.verdicts import show_learned

    found = learned_of(options.archive or Path(), options.source, nearly=options.nearly)
    if options.json:
        print(as_json(found))
    else:
        show_learned(found, sys.stdout)
    return OK


def _why(options: argparse.Namespace) -> int:
    from generator.terminal import as_json, show_why
    from generator.why import why

    found = why(options.archive or Path(), options.page)
    if options.json:
        print(as_json(found))
    else:
        show_why(found, sys.stdout)
    return OK


def _init(options: argparse.Namespace) -> int:
    from generator.starting import begin

    for line in begin(options.dir):
        print(line)
    return OK


def _schema(_options: argparse.Namespace) -> int:
    import json

    from generator.config import schema

    print(json.dumps(schema(), indent=2, ensure_ascii=False))
    return OK


def _completion(options: argparse.Namespace) -> int:
    import shtab

    print(shtab.complete(make_parser(), shell=options.shell))
    return OK
