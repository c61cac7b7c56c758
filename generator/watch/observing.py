"""Systems other than Linux: hear of changes from watchdog's observer (FSEvents, kqueue).

These do not tell when a file is closed, so every event counts as the end of what was done.
"""

from __future__ import annotations

import os

from watchdog.events import (
    EVENT_TYPE_CLOSED_NO_WRITE,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_OPENED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from generator.watch.listening import Listener
from generator.watch.places import FOLDERS, SETTINGS, is_read

_BY_READING = frozenset((EVENT_TYPE_OPENED, EVENT_TYPE_CLOSED_NO_WRITE))


class Observed:
    """The inputs of an archive, watched by watchdog. Raises OSError if the system refuses."""

    def __init__(self, archive: str, listener: Listener) -> None:
        self._observer = Observer()
        self._observer.schedule(_Top(archive, listener), archive, recursive=False)
        for name in FOLDERS:
            folder = os.path.realpath(f"{archive}/{name}")
            if os.path.isdir(folder):  # noqa: PTH112 - paths are strings all the way, as watchdog has them
                self._observer.schedule(_Below(folder, name, listener), folder, recursive=True)
        self._observer.start()

    def close(self) -> None:
        """Stop listening. May not be called from a listener's method."""
        self._observer.stop()
        self._observer.join()


class _Top(FileSystemEventHandler):
    """What lies in the archive itself: the settings, and whether its folders come or go."""

    def __init__(self, archive: str, listener: Listener) -> None:
        self._archive = archive
        self._listener = listener

    def on_any_event(self, event: FileSystemEvent) -> None:
        for path in _paths_of(event):
            folder, name = os.path.split(path)
            if os.path.realpath(folder) != os.path.realpath(self._archive):
                continue
            if name == SETTINGS:
                self._listener.changed(name)
            elif name in FOLDERS and event.event_type != EVENT_TYPE_MODIFIED:
                self._listener.doubt()


class _Below(FileSystemEventHandler):
    """What lies below one of the archive's folders."""

    def __init__(self, folder: str, name: str, listener: Listener) -> None:
        self._folder = folder
        self._name = name
        self._listener = listener

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.is_directory and event.event_type == EVENT_TYPE_MODIFIED:
            return  # something came into it or went, which has an event of its own
        for path in _paths_of(event):
            inside = os.path.relpath(path, self._folder)
            if inside == os.curdir:
                self._listener.doubt()
            elif not inside.startswith(os.pardir) and is_read(place := f"{self._name}/{inside}", os.path.basename(place)):  # noqa: PTH119 - strings, as above
                self._listener.changed(place)


def _paths_of(event: FileSystemEvent) -> list[str]:
    """Where an event happened; a move has two places."""
    if event.event_type in _BY_READING:
        return []
    return [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]
