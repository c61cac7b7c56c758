"""What editors and tools do to files when people save, copy and move: the system calls, without the programs.

Each entry of EDITORS leaves `text` at `path` the way its programs do, whether there was a file before or not.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from generator.watch.places import FOLDERS

SIX = "QwErTy"
"""What programs make up to have a name that nobody else has."""


class Editor(NamedTuple):
    """A way to save a file: what does it, and the function that does the same."""

    name: str
    save: Callable[[Path, str], None]


def in_place(path: Path, text: str) -> None:
    """Truncate and write, as Visual Studio Code, Sublime Text and most scripts do."""
    with path.open("w") as file:
        file.write(text)


def in_pieces(path: Path, text: str) -> None:
    """Truncate and write in several goes, as programs with small buffers do."""
    with path.open("w", buffering=1) as file:
        for start in range(0, len(text), 7):
            file.write(text[start : start + 7])
            file.flush()


def gedit(path: Path, text: str) -> None:
    """Write beside under a hidden name, then rename over: GLib's way, so that of every GNOME program."""
    _beside(path, f".goutputstream-{SIX}", text)


def kate(path: Path, text: str) -> None:
    """Write beside under the name and six letters, then rename over: Qt's way, so that of every KDE program."""
    _beside(path, f"{path.name}.{SIX}", text)


def sed(path: Path, text: str) -> None:
    """Write beside, take over the permissions, then rename over: `sed --in-place`."""
    _beside(path, f"sed{SIX}", text, chmod=True)


def rsync(path: Path, text: str) -> None:
    """Write beside under a hidden name, set an old time, then rename over."""
    _beside(path, f".{path.name}.{SIX}", text, mtime=1_000_000_000)


def jetbrains(path: Path, text: str) -> None:
    """Write beside, rename the old one away, the new one in, and delete the old one: the "safe write" of the IDEs."""
    new, old = (path.with_name(f"{path.name}___jb_{what}___") for what in ("tmp", "old"))
    new.write_text(text)
    if path.exists():
        path.rename(old)
    new.rename(path)
    old.unlink(missing_ok=True)


def vim(path: Path, text: str) -> None:
    """Keep a swap file, probe the folder, rename the old one to a backup, write anew, delete the backup."""
    with _vim_open(path):
        backup = path.with_name(f"{path.name}~")
        if path.exists():
            path.rename(backup)
        _write_and_sync(path, text)
        backup.unlink(missing_ok=True)


def vim_with_backup(path: Path, text: str) -> None:
    """The same, and the backup stays: `set backup`."""
    with _vim_open(path):
        if path.exists():
            path.rename(path.with_name(f"{path.name}~"))
        _write_and_sync(path, text)


def vim_by_copy(path: Path, text: str) -> None:
    """Copy the old one to a backup and write in place: `set backupcopy=yes`, and what vim does with links."""
    with _vim_open(path):
        if path.exists():
            shutil.copy2(path, path.with_name(f"{path.name}~"))
        _write_and_sync(path, text)


def emacs(path: Path, text: str) -> None:
    """Lock with a symbolic link to nowhere, save automatically, rename the old one to a backup, write anew."""
    lock, unsaved = path.with_name(f".#{path.name}"), path.with_name(f"#{path.name}#")
    lock.symlink_to("editor@host.4711:1700000000")
    unsaved.write_text(text)
    if path.exists():
        path.rename(path.with_name(f"{path.name}~"))
    _write_and_sync(path, text)
    unsaved.unlink()
    lock.unlink()


def nano(path: Path, text: str) -> None:
    """Lock with a file, write in place."""
    lock = path.with_name(f".{path.name}.swp")
    lock.write_bytes(b"b0nano" + bytes(1018))
    in_place(path, text)
    lock.unlink()


def git(path: Path, text: str) -> None:
    """Delete the old one and create the new one: `git checkout`."""
    path.unlink(missing_ok=True)
    path.write_text(text)


def link(path: Path, text: str) -> None:
    """Write in another folder and link it in under its name: `cp --link`, mail boxes, some synchronisers."""
    with _elsewhere(path, text) as made:
        path.unlink(missing_ok=True)
        path.hardlink_to(made)


def move_in(path: Path, text: str) -> None:
    """Write in another folder of the disk, and move over."""
    with _elsewhere(path, text) as made:
        made.replace(path)


EDITORS = (
    Editor("Visual Studio Code, Sublime Text", in_place),
    Editor("small buffers", in_pieces),
    Editor("gedit", gedit),
    Editor("Kate", kate),
    Editor("sed -i", sed),
    Editor("rsync", rsync),
    Editor("JetBrains", jetbrains),
    Editor("vim", vim),
    Editor("vim with backup", vim_with_backup),
    Editor("vim with backupcopy=yes", vim_by_copy),
    Editor("emacs", emacs),
    Editor("nano", nano),
    Editor("git checkout", git),
    Editor("cp --link", link),
    Editor("mv", move_in),
)


def append(path: Path, text: str) -> None:
    """`echo TEXT >> PATH`."""
    with path.open("a") as file:
        file.write(text)


@contextmanager
def appending(path: Path, text: str) -> Iterator[None]:
    """Append and keep the file open, as whoever writes a log does."""
    with path.open("a") as file:
        file.write(text)
        file.flush()
        yield


def change_case(path: Path) -> Path:
    """Rename a file so that only the case of its name differs."""
    return path.rename(path.with_name(path.name.swapcase()))


def copy_slowly(path: Path, text: str, seconds: float = 1.0) -> None:
    """Write in twenty pieces, as a copy over a slow network or a download does, and close at the end."""
    size = max(1, len(text) // 20)
    with path.open("w") as file:
        for start in range(0, len(text), size):
            file.write(text[start : start + size])
            file.flush()
            time.sleep(seconds * size / len(text))


def check_out(paths: Iterable[Path], text: str) -> None:
    """Replace many files, as `git checkout BRANCH` does."""
    for path in paths:
        git(path, text)


def unzip(folder: Path, folders: int, files: int, text: str) -> list[Path]:
    """Make `folders` new folders of `files` files each; their paths."""
    made = []
    for number in range(folders):
        inside = folder / f"part{number:03}"
        inside.mkdir(parents=True)
        for each in range(files):
            made.append(inside / f"{each:03}.txt")
            made[-1].write_text(text)
    return made


def _beside(path: Path, name: str, text: str, *, chmod: bool = False, mtime: int | None = None) -> None:
    new = path.with_name(name)
    _write_and_sync(new, text)
    if chmod:
        new.chmod(0o644)
    if mtime is not None:
        os.utime(new, (mtime, mtime))
    new.replace(path)


def _write_and_sync(path: Path, text: str) -> None:
    with path.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _vim_open(path: Path) -> Iterator[None]:
    """What vim does around a save: a swap file while the file is open, and a probe whether the folder can be written to."""
    swap, probe = path.with_name(f".{path.name}.swp"), path.with_name("4913")
    swap.write_bytes(b"b0VIM 9.1" + bytes(4087))
    probe.touch()
    probe.chmod(0o644)
    probe.unlink()
    yield
    swap.unlink()


@contextmanager
def _elsewhere(path: Path, text: str) -> Iterator[Path]:
    """A file with `text` on the same disk, in a folder that nobody watches: beside the archive."""
    above = [folder.parent for folder in path.parents if folder.name in FOLDERS]
    archive = above[-1] if above else path.parent
    folder = archive.with_name(f"{archive.name}-elsewhere")
    folder.mkdir(exist_ok=True)
    made = folder / path.name
    made.write_text(text)
    yield made
    shutil.rmtree(folder)
