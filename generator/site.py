"""The folder that the site is written into: ours alone, and every file in it whole at every moment."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

import msgspec

from generator.errors import Problem, SiteError

MARKER = ".backfile"
"""The file in site/ that says whose it is."""

BESIDE = ".backfile-tmp"
"""The folder in site/ where files are written before they are moved into place."""

HARMLESS = frozenset({".gitignore", ".gitkeep", ".git", ".nojekyll", ".DS_Store"})
"""What a folder may hold and still count as nobody's."""


class Marker(msgspec.Struct, frozen=True):
    """What the marker file says. `static`: the names at the top of the site that come from static/."""

    about: str = (
        "backfile writes this folder, and deletes what stands where its pages do. Put files of your own into static/."
    )
    format: int = 1
    static: tuple[str, ...] = ()


class Site:
    """One output folder. Nothing outside of it is ever written."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._text = f"{root}/"
        self._beside = f"{root}/{BESIDE}/{os.getpid()}-"
        self._number = count()

    def is_ours(self) -> bool:
        """Whether the folder carries our mark."""
        return (self.root / MARKER).is_file()

    def check(self) -> None:
        """Raise SiteError if the folder holds what somebody else put there."""
        if self.is_ours() or not self.root.exists():
            return
        with _explained(self.root):
            foreign = sorted({path.name for path in self.root.iterdir()} - HARMLESS - {BESIDE})
        if foreign:
            raise SiteError(_foreign(self.root, foreign))

    def claim(self) -> None:
        """Make the folder ours. Raises SiteError if it can't be written."""
        with _explained(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
            if not self.is_ours():
                self._write_marker(Marker())

    def mark(self, static: Iterable[str], *, further: bool = False) -> None:
        """Note the top-level names that come from static/: they are ours to delete as well.

        further  beside those that are noted: before anything is written, so that no moment finds a file of ours unnoted
        """
        names = tuple(sorted({*static, *self._marker().static} if further else set(static)))
        if names != self._marker().static:
            with _explained(self.root):
                self._write_marker(Marker(static=names))

    def ours(self) -> Iterator[str]:
        """Every file that stands where we write, relative to the site."""
        yield from (path for path in self._files_under(self.our_top()) if self._owns(path))

    def our_top(self) -> set[str]:
        """The names at the top of the folder below which we write."""
        static = self._marker().static
        return {name for name in self.top() if is_page(name) or is_page(f"{name}/") or name in static}

    def _marker(self) -> Marker:
        try:
            return msgspec.json.decode((self.root / MARKER).read_bytes(), type=Marker)
        except (OSError, msgspec.DecodeError):
            return Marker()

    def write(self, path: str, data: bytes, *, known_to_differ: bool = False) -> bool:
        """Put `data` at `path`, so that no reader ever sees half of it. Returns whether anything had to be written."""
        target = self._text + path
        if not known_to_differ and _holds(target, data):
            return False
        beside = self._put_beside(data)
        try:
            os.rename(beside, target)  # noqa: PTH104 - strings all the way: this runs for every file
        except FileNotFoundError:
            self._make_folder(target)
            os.rename(beside, target)  # noqa: PTH104 - as above
        except (IsADirectoryError, NotADirectoryError, FileExistsError):
            self._make_room(target)
            os.rename(beside, target)  # noqa: PTH104 - as above
        return True

    def remove(self, paths: Iterable[str]) -> list[str]:
        """Delete files of ours, and folders that are empty after that. Returns those that were there."""
        gone = []
        for path in sorted(paths, reverse=True):
            target = self.root / path
            try:
                target.unlink()
                gone.append(path)
            except FileNotFoundError:
                pass  # a build may have been killed when it had deleted the file, and not yet its folder
            except (NotADirectoryError, IsADirectoryError):
                continue
            except OSError as error:
                raise explain(error, self.root) from error
            self._prune(target.parent)
        return gone

    def remove_empty_folders(self) -> None:
        """Delete the folders where we write that hold nothing: a killed build made them for files that it did not write."""
        for name in sorted(self.our_top()):
            if not (self.root / name).is_symlink():
                self._prune_below(self.root / name)

    def top(self) -> set[str]:
        """The names at the top of the folder, our own marks left out."""
        return set(os.listdir(self.root)) - {MARKER, BESIDE} if self.root.is_dir() else set()  # noqa: PTH208 - 3 times as fast

    def _files_under(self, names: Iterable[str]) -> Iterator[str]:
        """Every file at or below the top-level `names`, relative to the site."""
        for name in sorted(names):
            start = self.root / name
            if start.is_symlink() and start.is_dir():
                continue  # somebody's own arrangement: what lies behind it need not be ours
            if start.is_symlink() or start.is_file():
                yield name
            for folder, _, files in os.walk(start):
                inside = Path(folder).relative_to(self.root).as_posix()
                yield from (f"{inside}/{file}" for file in sorted(files))

    def sweep(self) -> None:
        """Drop what a killed build left half-written."""
        shutil.rmtree(self.root / BESIDE, ignore_errors=True)

    def _write_marker(self, marker: Marker) -> None:
        self.write(MARKER, msgspec.json.format(msgspec.json.encode(marker), indent=1) + b"\n")

    def _put_beside(self, data: bytes) -> str:
        """Write `data` to a file that nobody reads; its path."""
        beside = f"{self._beside}{next(self._number)}"
        try:
            descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        except FileNotFoundError:
            os.makedirs(f"{self._text}{BESIDE}", exist_ok=True)  # noqa: PTH103 - strings, as above
            descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        try:
            _write_all(descriptor, data)
        finally:
            os.close(descriptor)
        return beside

    def _make_folder(self, target: str) -> None:
        """Make the folder of `target`: most often only the last of them is missing."""
        folder = target.rpartition("/")[0]
        try:
            os.mkdir(folder)  # noqa: PTH102 - strings, as above
        except FileNotFoundError:
            try:
                os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - strings, as above
            except (FileExistsError, NotADirectoryError):
                self._make_room(target)
        except (FileExistsError, NotADirectoryError):
            self._make_room(target)

    def _make_room(self, target: str) -> None:
        """Make the folders above `target`; a file of ours where a folder must be, or the reverse, gives way."""
        folder = Path(target).parent
        for above in reversed([folder, *folder.parents]):
            if above.is_relative_to(self.root) and (above.is_file() or above.is_symlink()) and above != self.root:
                above.unlink()
        folder.mkdir(parents=True, exist_ok=True)
        path = Path(target)
        if path.is_dir() and not path.is_symlink():
            self.remove(
                [inside for inside in self._files_under((path.relative_to(self.root).as_posix(),)) if self._owns(inside)]
            )
            self._prune_below(path)
            if path.is_dir():
                path.rmdir()  # which says so, if there is something of somebody else's in it

    def _owns(self, path: str) -> bool:
        """Whether a file stands where we write."""
        return is_page(path) or path.partition("/")[0] in self._marker().static

    def _prune_below(self, start: Path) -> None:
        for folder, folders, files in os.walk(start):
            if not folders and not files:
                self._prune(Path(folder))

    def _prune(self, folder: Path) -> None:
        while folder != self.root:
            try:
                folder.rmdir()
            except FileNotFoundError:
                pass  # as in remove
            except OSError as error:
                if error.errno in {errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR, errno.EBUSY}:
                    return
                raise explain(error, self.root) from error
            folder = folder.parent


def is_page(path: str) -> bool:
    """Whether a path in the site is one that pages are written to; static files keep out of there."""
    return _PAGES.match(path) is not None


_PAGES = re.compile(
    r"([0-9]{4}|tags|sources|authors|undated|sitemaps)/|\.backfile"
    r"|(index\.html|404\.html|feed\.xml|feed\.json|sitemap\.xml|robots\.txt|assets/style\.css|assets/$)(?=/|$)"
)


def _holds(target: str, data: bytes) -> bool:
    """Whether the file at `target` is `data` already."""
    try:
        descriptor = os.open(target, os.O_RDONLY)
    except OSError:
        return False
    try:
        return os.fstat(descriptor).st_size == len(data) and _read_all(descriptor) == data
    except IsADirectoryError:
        return False
    finally:
        os.close(descriptor)


def _read_all(descriptor: int) -> bytes:
    parts = []
    while part := os.read(descriptor, 1 << 20):
        parts.append(part)
    return b"".join(parts)


def _write_all(descriptor: int, data: bytes) -> None:
    """os.write may write less than it was given, on a disk that fills up."""
    done = os.write(descriptor, data)
    while done < len(data):
        done += os.write(descriptor, memoryview(data)[done:])


def _foreign(root: Path, names: list[str]) -> Problem:
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    remedy = f"move that elsewhere, or take another archive; an empty {root.name}/ is made ours"
    return Problem(f"{root.name}/", f"holds what backfile did not write ({shown})", remedy, "site")


class _explained:  # noqa: N801 - used as a statement
    """Turn what the file system says into a SiteError."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def __enter__(self) -> None:
        pass

    def __exit__(self, _type: object, error: BaseException | None, _traceback: object) -> None:
        if isinstance(error, OSError) and not isinstance(error, SiteError):
            raise explain(error, self._root) from error


def explain(error: OSError, root: Path) -> SiteError:
    """What to do about a site that can't be written."""
    remedy = {
        errno.ENOSPC: "make room on the disk and build again",
        errno.EDQUOT: "make room in your quota and build again",
        errno.EROFS: "build on a disk that can be written to",
        errno.EACCES: "make the folder yours to write to",
        errno.EPERM: "make the folder yours to write to",
    }.get(error.errno or 0, "mend that and build again")
    place = f"{root.name}/"
    return SiteError(Problem(place, f"can't be written ({error.strerror or error})", remedy, "site"))
