"""What is shipped: a wheel that works in an empty environment, with templates and tables inside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.archives import ROOT, Archive, contents, story


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, offline, with the build backend that is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = folder.glob("backfile-*.whl")
    return found


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a new environment; its console script.

    The libraries that it depends on are borrowed from this environment, so that no network is needed.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    words = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        str(wheel),
    ]
    subprocess.run(words, check=True, capture_output=True)
    (own,) = folder.glob("lib/python*/site-packages")
    (own / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder / "bin" / "backfile"


def run(program: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the installed program where nothing of this checkout can be imported."""
    hidden = {"PYTHONPATH", "VIRTUAL_ENV", "PYTHONHOME"}
    surroundings = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run([program, *arguments], cwd=folder, env=surroundings, capture_output=True, text=True, check=False)


def test_the_wheel_holds_what_the_program_reads(wheel: Path) -> None:
    """Every template and every table of the checkout is inside, and nothing that is for development."""
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"generator/_theme/{path}" for path in contents(ROOT / "templates")} <= names
    ours = {path.relative_to(ROOT).as_posix() for path in (ROOT / "generator").rglob("*") if path.is_file()}
    assert {path for path in ours if "__pycache__" not in path and not path.startswith("generator/_theme/")} <= names
    assert {name.partition("/")[0] for name in names if not name.startswith("backfile-")} == {"generator"}


def test_it_builds_an_archive_in_an_empty_folder(program: Path, tmp_path: Path) -> None:
    """`backfile build` in a folder with nothing but content/ makes the whole archive."""
    body = "\n\n".join(
        (
            "The cable car of Tavsari carried its first passengers on Monday, eleven years after the old one was taken down.",
            "Mayor Nino Kapanadze rode in the first cabin with the two mechanics who had kept the keys of the old station.",
            "“It is quieter than I remember,” said Kapanadze, and looked at the river until the doors opened.",
        )
    )
    text = f"Skip to the content\nCookie settings\n\n{story('Cable Car Returns To Tavsari After Eleven Years', body=body)}\nShare this\n"
    made = Archive(tmp_path, {"content/valley-news/cable car.txt": text})
    done = run(program, "build", "--json", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["problems"] == []
    twin = made.twins()["content/valley-news/cable car.txt"]
    assert twin["headline"] == "Cable Car Returns To Tavsari After Eleven Years"
    assert (twin["published"], twin["language"], twin["source"]) == ("2023-01-24T12:29", "en", "valley-news")
    assert twin["body_text"] == body
    assert {"index.html", "404.html", "feed.xml", "sitemap.xml", "assets/style.css", "tags/index.html"} <= made.site().keys()
    assert "Cable Car Returns To Tavsari" in made.site()["index.html"].decode()


def test_it_builds_what_the_checkout_builds(program: Path, tmp_path: Path) -> None:
    """The installed program and the checkout write the same bytes."""
    files = {
        "content/wire/a.txt": story(),
        "content/b.md": "# Words\n\n24.01.2023\n\nOf *Markdown* and of nothing else, as it were.\n",
    }
    installed, checkout = Archive(tmp_path / "installed", files), Archive(tmp_path / "checkout", files)
    assert run(program, "build", folder=installed.root).returncode == 0
    checkout.build()
    assert installed.site() == checkout.site()


def test_its_own_templates_can_be_overridden(program: Path, tmp_path: Path) -> None:
    """A file of the same name in the archive's templates/ wins over the one in the wheel."""
    made = Archive(tmp_path, {"content/a.txt": story(), "templates/404.html": "nothing here"})
    assert run(program, "build", folder=tmp_path).returncode == 0
    assert made.site()["404.html"] == b"nothing here"
    assert made.site()["index.html"].startswith(b"<!doctype html>")
