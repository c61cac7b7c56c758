"""Linux: hear of changes below an archive from the kernel, as inotify(7) tells them.

watchdog's `InotifyFD` reads the kernel's queue; the bookkeeping of folders is ours. That of watchdog's own emitter
holds each unpaired move, and all that comes behind it, for half a second, to tell a move from a deletion; and it
passes over in silence that the kernel refused to watch a folder. We need no pairs, and must know of refusals.
"""

from __future__ import annotations

import errno
import os
import stat
import threading
from itertools import count

from watchdog.observers.inotify_c import CallbackId, InotifyConstants, InotifyEvent, InotifyFD, Mask, WatchDescriptor

from generator.watch.listening import Listener
from generator.watch.places import FOLDERS, SETTINGS, is_read

HEARD = Mask(
    InotifyConstants.IN_CREATE
    | InotifyConstants.IN_MODIFY
    | InotifyConstants.IN_CLOSE_WRITE
    | InotifyConstants.IN_ATTRIB
    | InotifyConstants.IN_DELETE
    | InotifyConstants.IN_MOVE
    | InotifyConstants.IN_DELETE_SELF
    | InotifyConstants.IN_MOVE_SELF
    | InotifyConstants.IN_EXCL_UNLINK  # who still writes to a file that was replaced does not write to its successor
    | InotifyConstants.IN_ONLYDIR
)
"""What the kernel is asked to tell. That a file is opened, read or closed unwritten is not in it: builds do that."""

_GONE = frozenset((errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG))
"""Why a folder can't be watched, and need not be: it is no longer there, or nobody can open it by its path."""


class _Folder:
    """A folder that the kernel watches; what InotifyFD calls with its events."""

    __slots__ = ("id", "path", "place", "tree", "watch")

    def __init__(self, tree: Tree, place: str, path: str, number: int) -> None:
        self.tree = tree
        self.place = place
        self.path = path
        self.id = CallbackId(number)
        self.watch = WatchDescriptor(-1)

    def on_event(self, event: InotifyEvent) -> None:
        self.tree.hear(self, event)

    def on_watch_deleted(self, wd: WatchDescriptor) -> None:
        """Do nothing: the folder above tells of it."""

    def on_queue_overflow(self) -> None:
        if not self.place:
            self.tree.listener.doubt()


class Tree:
    """The folders of an archive that the kernel watches, and a thread that listens.

    The archive itself is watched without what is below it: site/ and .backfile/ are not heard of. Raises OSError if
    the kernel refuses.
    """

    def __init__(self, archive: str, listener: Listener) -> None:
        self.listener = listener
        self._archive = archive
        self._folders: dict[str, _Folder] = {}
        self._numbers = count()
        self._lock = threading.RLock()  # the first folders are added while events of the first of them come already
        self._kernel = InotifyFD()
        self._kernel.start()
        try:
            self._add("", archive)
            for name in FOLDERS:
                self._add_all(name)
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        """Stop listening. May not be called from a listener's method."""
        self._kernel.stop()
        self._kernel.join()

    def hear(self, folder: _Folder, event: InotifyEvent) -> None:
        """Take in an event of one folder."""
        if not event.name:
            self._hear_of_itself(folder, event)
            return
        name = os.fsdecode(event.name)
        if not folder.place:
            self._hear_of_the_top(name, event)
            return
        place = f"{folder.place}/{name}"
        if not is_read(place, name):
            return
        if event.mask & InotifyConstants.IN_ISDIR:
            self._hear_of_a_folder(place, event)
        else:
            self._hear_of_a_file(place, event)

    def _hear_of_itself(self, folder: _Folder, event: InotifyEvent) -> None:
        """The folder above tells of it as well, but there is none that we watch above the top ones."""
        gone = event.mask & (InotifyConstants.IN_DELETE_SELF | InotifyConstants.IN_MOVE_SELF)
        if (gone and "/" not in folder.place) or event.mask & InotifyConstants.IN_UNMOUNT:
            self.listener.doubt()

    def _hear_of_the_top(self, name: str, event: InotifyEvent) -> None:
        if name == SETTINGS:
            self._hear_of_a_file(name, event)
        elif name in FOLDERS:
            self.listener.doubt()

    def _hear_of_a_folder(self, place: str, event: InotifyEvent) -> None:
        try:
            if event.is_create:
                self._add_all(place, is_new=True)
                return
            if event.is_moved_to or (event.is_attrib and place not in self._folders):
                self._add_all(place)
            elif event.is_moved_from:
                self._drop_all(place)
            elif event.is_delete:
                self._drop(place)
        except OSError as error:
            self.listener.refused(error)
        self.listener.changed(place)

    def _hear_of_a_file(self, place: str, event: InotifyEvent) -> None:
        if event.is_create:
            self._hear_of_a_new_file(place)
        elif event.is_modify:
            self.listener.writing(place)
        elif event.is_attrib:
            self.listener.touched(place)
        else:
            self.listener.changed(place)

    def _hear_of_a_new_file(self, place: str) -> None:
        """One that was opened to be written will be closed; a link to what was there before is whole, and never closed."""
        try:
            found = os.lstat(f"{self._archive}/{place}")
        except OSError:
            self.listener.changed(place)
            return
        if found.st_nlink > 1 or not stat.S_ISREG(found.st_mode):
            self.listener.changed(place)
        elif found.st_size:
            self.listener.found(place)  # either: its first name may be gone by now
        else:
            self.listener.writing(place)

    def _add_all(self, place: str, *, is_new: bool = False) -> None:
        """Watch a folder and all below. Of a new one, tell of the files that are there. Raises OSError if refused.

        Each folder is watched before it is listed, so that what comes later is either heard of or in the list.
        """
        with self._lock:
            todo = [place]
            while todo:
                here = todo.pop()
                if self._add(here, f"{self._archive}/{here}"):
                    folders, files = _listed(self._archive, here)
                    todo += folders
                    for file in files if is_new else ():
                        self.listener.found(file)

    def _add(self, place: str, path: str) -> bool:
        """Watch one folder. Whether there is one that can be watched."""
        self._drop(place)
        folder = _Folder(self, place, path, next(self._numbers))
        mask = HEARD if "/" not in place else Mask(HEARD | InotifyConstants.IN_DONT_FOLLOW)
        try:
            folder.watch = self._kernel.add_callback(os.fsencode(path), mask, folder, folder.id)
        except OSError as error:
            if error.errno in _GONE and place:
                return False
            raise
        if folder.watch != -1:  # -1 is a folder that we may not read; the scanner reports it
            self._folders[place] = folder
        return folder.watch != -1

    def _drop_all(self, place: str) -> None:
        """Watch a folder that was moved away no longer, nor what is below it."""
        below = f"{place}/"
        with self._lock:
            for each in [each for each in self._folders if each == place or each.startswith(below)]:
                self._drop(each)

    def _drop(self, place: str) -> None:
        with self._lock:
            folder = self._folders.pop(place, None)
        if folder is not None:
            self._kernel.remove_callbacks([(folder.watch, folder.id)])


def _listed(archive: str, place: str) -> tuple[list[str], list[str]]:
    """The places of the folders and of the files in a folder, as far as a build reads them."""
    folders: list[str] = []
    files: list[str] = []
    try:
        with os.scandir(f"{archive}/{place}") as found:
            for entry in found:
                inside = f"{place}/{entry.name}"
                if is_read(inside, entry.name):
                    (folders if entry.is_dir(follow_symlinks=False) else files).append(inside)
    except OSError:
        pass  # it went while we looked, which the folder above tells of
    return folders, files
