"""The command line as a stranger meets it: what it prints, where, and with which exit code."""

from __future__ import annotations

import fcntl
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import shtab

from generator import __version__, cli
from tests.archives import PARAGRAPH, Archive, as_a_stranger, backfile, many_stories, page, stamps, story

Maker = Callable[..., Archive]


def test_version() -> None:
    """`--version` names the program and its version, and `python -m generator` is the program."""
    done = backfile("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"backfile {__version__}\n", "")


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]])
def test_help_names_every_command(arguments: list[str]) -> None:
    """Without a command, or asked for help, it shows what it is for, its commands and its exit codes."""
    done = backfile(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("usage: backfile ")
    for word in ("build", "inspect", "init", "schema", "completion", "exit codes", "content/"):
        assert word in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 110


@pytest.mark.parametrize("name", ["build", "inspect", "init", "schema", "completion"])
def test_each_command_explains_itself(name: str) -> None:
    """`COMMAND --help` has a sentence, and a few words for each option."""
    done = backfile(name, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"usage: backfile {name} ")
    options = re.findall(r"^  (-[^ ]+.*|[A-Z]+ .*)$", done.stdout, re.MULTILINE)
    assert all(re.search(r"  \w", option) or option.endswith(tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for option in options)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["publsh"], "invalid choice: 'publsh'"),
        (["build", "--workers", "0"], 'argument --workers: "0" is not a whole number of 1 or more'),
        (["build", "--workers", "two"], 'argument --workers: "two" is not a whole number of 1 or more'),
        (["build", "--fast"], "unrecognized arguments: --fast"),
        (["inspect"], "give a FILE or --source NAME, one of the two"),
        (["inspect", "nothing.txt"], 'argument FILE: there is no file "nothing.txt"'),
        (["inspect", "."], 'argument FILE: there is no file "."'),
        (["completion", "cmd"], "invalid choice: 'cmd'"),
        (["build", "--archive", "nowhere"], "backfile: nowhere: has no content/ folder; make one and put articles in it"),
    ],
)
def test_wrong_use_is_2(tmp_path: Path, arguments: list[str], said: str) -> None:
    """A wrong command line exits with 2 and says what is wrong with it on standard error alone."""
    done = backfile(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_configuration_is_2(archive: Maker) -> None:
    """Every mistake in backfile.toml is shown at once, with file, line, key and the nearest right name."""
    made = archive({"content/a.txt": story(), "backfile.toml": 'titel = "x"\n\n[pages]\nlist = "many"\n'})
    done = made.run("build")
    assert (done.returncode, done.stdout) == (2, "")
    first, second = done.stderr.splitlines()
    assert first.startswith(
        'backfile: backfile.toml:1: unknown key "titel"; did you mean "title"? the top level takes base_url, '
    )
    assert second == 'backfile: backfile.toml:4: pages.list is "many"; write a whole number from 1 to 10,000'
    assert not (made.root / "site").exists()


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{% if %}", "backfile: templates/home.html:1: "),
        ("\n{{ view.nothing }}", "backfile: templates/home.html:2: "),
        ("\n\n{{ 1 // 0 }}", "backfile: templates/home.html:3: "),
        ('{% include "gone.html" %}', 'backfile: templates/home.html: template "gone.html" is not there; '),
    ],
)
def test_a_wrong_template_is_2(archive: Maker, template: str, said: str) -> None:
    """A mistake in a person's own template is placed in it."""
    made = archive({"content/a.txt": story(), "templates/home.html": template})
    done = made.run("build")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    (made.root / "templates" / "home.html").unlink()
    assert made.run("build").returncode == 0


def test_the_summary_counts(archive: Maker) -> None:
    """A build tells articles, files, pages, warnings by kind, what it passed over, and where to look."""
    made = archive(
        {
            "content/wire/a.txt": story(),
            "content/wire/b.txt": story("An Undated Story", date=""),
            "content/wire/b.txt~": "",
            "content/wire/.hidden": "",
            "content/wire/quay.jpg": b"jpg",
        }
    )
    done = made.run("build")
    lines = done.stdout.splitlines()
    assert lines[0] == "2 articles (1 undated) from 2 files, 2 read"
    assert re.fullmatch(r"\d+ pages: \d+ files written, 0 kept, 0 removed", lines[1])
    assert lines[2:4] == ["1 warning: no date (1)", "passed over: 1 picture, sound or video, 2 hidden or temporary files"]
    assert re.fullmatch(r"\d+\.\d\d s; open site/index\.html", lines[4])
    assert done.stderr == 'warning: content/wire/b.txt: no date was found; add "date:" to content/wire/b.txt.meta.yaml\n'


def test_one_is_singular(archive: Maker) -> None:
    """One article comes from one file."""
    made = archive({"content/a.txt": story()})
    assert made.run("build").stdout.startswith("1 article from 1 file, 1 read\n")
    assert made.run("build").stdout.startswith("1 article from 1 file, none of them new\n")


def test_the_summary_as_json(archive: Maker) -> None:
    """`build --json` prints one object with every count and every problem, and nothing else."""
    made = archive({"content/a.txt": story(), "content/b.txt": ""})
    done = made.run("build", "--json")
    assert (done.returncode, done.stderr) == (1, "")
    found = json.loads(done.stdout)
    assert (found["articles"], found["sources"], found["undated"]) == (1, 2, 0)
    assert found["problems"] == [
        {
            "place": "content/b.txt",
            "fault": "is empty",
            "remedy": "write something into it or delete it",
            "kind": "empty file",
            "severity": "error",
        }
    ]


def test_the_number_of_workers_changes_no_byte(archive: Maker) -> None:
    """The site is the same from one process and from two."""
    first, second = many_stories(archive(), 450), many_stories(archive(), 450)
    first.write("content/bad.txt", "")
    second.write("content/bad.txt", "")
    one, two = first.run("build", "--workers", "1", "--json"), second.run("build", "--workers", "2", "--json")
    assert (one.returncode, two.returncode) == (1, 1)
    assert {**json.loads(one.stdout), "seconds": 0} == {**json.loads(two.stdout), "seconds": 0}
    assert first.site() == second.site()


_AUDITED = """
import os, sys
content = os.path.abspath("content") + os.sep
opened = []
def hook(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        opened.append(os.path.abspath(os.fsdecode(arguments[0])))
sys.addaudithook(hook)
from generator.cli import main
code = main(["build", "--workers", "1"])
inside = sorted(path for path in opened if path.startswith(content))
sys.exit(f"opened {inside}" if inside else code)
"""


def test_a_second_build_opens_no_source_and_writes_nothing(archive: Maker) -> None:
    """With nothing changed, no file below content/ is opened, and no file or folder of the archive is touched."""
    files = {"content/a.txt": story(), "content/b.html": page("B"), "static/c.png": b"c", "backfile.toml": 'title = "T"'}
    made = archive({**files, "content/a.txt.meta.yaml": "section: Ports\n"})
    assert made.run("build").returncode == 0
    before = stamps(made.root)
    audited = subprocess.run(
        [sys.executable, "-c", _AUDITED], cwd=made.root, capture_output=True, text=True, check=False, **as_a_stranger()
    )
    assert (audited.returncode, audited.stderr) == (0, "")
    assert re.search(r"pages: 0 files written, \d+ kept, 0 removed", audited.stdout)
    assert stamps(made.root) == before
    made.write("content/a.txt", story("Touched"))
    assert (
        "a.txt"
        in subprocess.run(
            [sys.executable, "-c", _AUDITED], cwd=made.root, capture_output=True, text=True, check=False, **as_a_stranger()
        ).stderr
    )


def test_a_clean_build_writes_the_same(archive: Maker) -> None:
    """`--clean` works everything out again, and leaves each file that is right as it is."""
    made = archive({"content/a.txt": story(), "content/b.md": f"# B\n\n24.01.2023\n\n{PARAGRAPH}\n"})
    made.run("build")
    before = stamps(made.root / "site")
    done = made.run("build", "--clean")
    assert "2 articles from 2 files, 2 read\n" in done.stdout
    assert ": 0 files written, " in done.stdout
    assert stamps(made.root / "site") == before


def test_two_builds_at_once_are_refused(archive: Maker) -> None:
    """Whoever comes second is told which process is at work: the one that holds the lock, not one that once wrote there."""
    made = archive({"content/a.txt": story()})
    (made.root / ".backfile").mkdir()
    with (made.root / ".backfile" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("12345\n")
        lock.flush()
        done = made.run("build")
    assert (done.returncode, done.stdout) == (1, "")
    said = f"backfile: .backfile/lock: another build is at work here (process {os.getpid()}); wait for it\n"
    assert done.stderr == said
    assert made.run("build").returncode == 0


def test_output_may_end_early(archive: Maker) -> None:
    """`backfile ... | head -1` ends without a traceback."""
    made = archive({f"content/{number}.txt": "" for number in range(30)})
    for arguments in ("build", "build --json", "schema", "--help", "completion bash"):
        line = f'"{sys.executable}" -m generator {arguments} 2>err.txt | head -1'
        done = subprocess.run(
            ["bash", "-c", line], cwd=made.root, capture_output=True, text=True, check=False, **as_a_stranger()
        )
        assert done.stdout.count("\n") == 1
        assert "Error" not in (made.root / "err.txt").read_text()


def test_closed_output_is_no_traceback(archive: Maker) -> None:
    """A reader that has gone before the first word is no fault."""
    made = archive({"content/a.txt": story()})
    reading, writing = os.pipe()
    os.close(reading)
    done = made.run("build", capture_output=False, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_init_makes_an_archive_that_builds(tmp_path: Path) -> None:
    """`init` makes content/ and a configuration that is right as it stands, says the next step, and never overwrites."""
    done = backfile("init", "my archive", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "made my archive/content/",
        "made my archive/backfile.toml",
        "now put articles into my archive/content/, one folder for each outlet, and run: backfile build --archive 'my archive'",
    ]
    made = Archive(tmp_path / "my archive", {"content/wire/a.txt": story(), "content/wire/b.txt": story("Another")})
    assert made.run("build", "--strict").returncode == 0
    made.write("backfile.toml", 'title = "Mine"')
    again = backfile("init", cwd=made.root)
    assert again.stdout.splitlines() == [
        "content/ is there already",
        "backfile.toml is there already",
        "now put articles into content/, one folder for each outlet, and run: backfile build",
    ]
    assert (made.root / "backfile.toml").read_text() == 'title = "Mine"'


def test_every_line_of_the_first_configuration_is_right(tmp_path: Path) -> None:
    """What `init` has commented out is valid when the comment signs go."""
    backfile("init", cwd=tmp_path)
    text = (tmp_path / "backfile.toml").read_text(encoding="utf-8")
    open_ = re.sub(r"^# (?=\w+ = |\[)", "", text, flags=re.MULTILINE)
    (tmp_path / "backfile.toml").write_text(open_, encoding="utf-8")
    assert backfile("build", cwd=tmp_path).returncode == 0


def test_init_where_a_file_is_in_the_way(tmp_path: Path) -> None:
    """A file called content is said to be in the way."""
    (tmp_path / "content").write_text("x")
    done = backfile("init", cwd=tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("backfile: content: ")


def test_schema_is_json() -> None:
    """`schema` prints a JSON Schema with a property for every key."""
    found = json.loads(backfile("schema").stdout)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "base_url" in json.dumps(found)


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_is_a_script(shell: str) -> None:
    """A completion script knows the commands."""
    done = backfile("completion", shell)
    assert (done.returncode, done.stderr) == (0, "")
    for word in ("build", "inspect", "archive", "workers"):
        assert word in done.stdout


def _completed(made: Archive, script: Path, words: list[str]) -> set[str]:
    """What bash would offer for the last of `words`."""
    spoken = " ".join(f"'{word}'" for word in words)
    line = (
        f"source '{script}'; COMP_WORDS=({spoken}); COMP_CWORD={len(words) - 1}; "
        f"$(complete -p backfile | sed 's/.*-F \\([^ ]*\\).*/\\1/'); printf '%s\\n' \"${{COMPREPLY[@]}}\""
    )
    done = subprocess.run(["bash", "-c", line], cwd=made.root, capture_output=True, text=True, check=True)
    return set(done.stdout.split("\n")) - {""}


def test_bash_completes_commands_files_and_folders(archive: Maker) -> None:
    """Commands and options are completed, FILE with files, DIR and --archive with folders."""
    made = archive({"content/a.txt": story()})
    script = made.write("completion.bash", backfile("completion", "bash").stdout)
    assert {"build", "inspect", "init", "schema", "completion"} <= _completed(made, script, ["backfile", ""])
    assert {"--workers", "--strict", "--json"} <= _completed(made, script, ["backfile", "build", "--"])
    assert "content/a.txt" in _completed(made, script, ["backfile", "inspect", "content/a"])
    folders = _completed(made, script, ["backfile", "build", "--archive", "c"])
    assert {name.rstrip("/") for name in folders} == {"content"}


def test_paths_are_completed_as_shtab_says() -> None:
    """The words that we spell out to spare an import are shtab's own."""
    for mine, theirs in ((cli._FILES, shtab.FILE), (cli._FOLDERS, shtab.DIRECTORY)):
        assert {shell: theirs[shell] for shell in mine} == mine


def test_main_answers_in_process(capsys: pytest.CaptureFixture[str], archive: Maker) -> None:
    """The console script's function returns the exit code and leaves the process alone."""
    made = archive({"content/a.txt": story()})
    assert cli.main(["build", "--archive", str(made.root)]) == 0
    assert capsys.readouterr().out.endswith(f"; open {made.root}/site/index.html\n")
