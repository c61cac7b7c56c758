"""The catalogue's tables, and how they are opened.

A cache under `.backfile/`: always safe to delete. At rest it is one file in rollback mode, so that a build that finds
nothing to do opens it without writing a byte; a build that has work switches to write-ahead logging, so that the
workers read while the main process writes, and switches back when it is done.
"""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path

from generator import digest
from generator.errors import Problem, SiteError

FILE = "catalogue.sqlite"


@cache
def version() -> int:
    """A number that changes with the code that writes and reads the catalogue: one by other code is thrown away.

    SQLite keeps 31 bits of it in the file's header; an empty file says 0.
    """
    here = Path(__file__).resolve().parent
    sources = sorted((*here.glob("*.py"), here.parent / "model.py", here.parent / "digest.py"))
    return int.from_bytes(digest.of(*(path.read_bytes() for path in sources))[:4], "little") >> 1 or 1


TABLES = """
-- recipes, totals, and a name by which one catalogue is told from another
CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('name', randomblob(16));

-- what the last scan knew of each file; `recipe` names the code and settings it was read with
CREATE TABLE files(
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime INTEGER NOT NULL, ctime INTEGER NOT NULL, inode INTEGER NOT NULL,
    digest BLOB NOT NULL, recipe BLOB NOT NULL, problems BLOB) WITHOUT ROWID;
CREATE INDEX files_unsure ON files(path) WHERE size < 0;
CREATE INDEX files_with_problems ON files(path) WHERE problems IS NOT NULL;

-- cleaned documents as the clean floor left them: `head` without the body, `body` by itself
CREATE TABLE articles(id INTEGER PRIMARY KEY, path TEXT NOT NULL, head BLOB NOT NULL, body BLOB NOT NULL);
CREATE INDEX articles_by_path ON articles(path);
-- of those that lines were removed from, all lines with their verdicts; apart, because one page alone reads it
CREATE TABLE removals(id INTEGER PRIMARY KEY, data BLOB NOT NULL);

-- what the whole archive says, as counts, what was decided from them, and which articles a decision concerns
CREATE TABLE facts(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, counts BLOB NOT NULL, decision TEXT);
CREATE TABLE holds(fact INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY(fact, article)) WITHOUT ROWID;
-- which lines in doubt stand in which articles of a source, around which stories; which of them recur; how many articles
-- each source has
CREATE TABLE lines(
    source TEXT NOT NULL, line TEXT NOT NULL, story TEXT NOT NULL, article INTEGER NOT NULL,
    PRIMARY KEY(source, line, story, article)) WITHOUT ROWID;
CREATE TABLE recurring(source TEXT NOT NULL, line TEXT NOT NULL, PRIMARY KEY(source, line)) WITHOUT ROWID;
CREATE TABLE outlets(source TEXT PRIMARY KEY, articles INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE tags(base TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY(base, key)) WITHOUT ROWID;
CREATE INDEX tags_by_key ON tags(key);

-- articles after those decisions: what lists show, what pages show, where they stand, and why one has no date though
-- it holds what may be several
CREATE TABLE entries(
    id INTEGER PRIMARY KEY, moment INTEGER NOT NULL, base TEXT NOT NULL, entry BLOB NOT NULL, settled BLOB NOT NULL,
    digest BLOB NOT NULL, doubt TEXT NOT NULL);
CREATE INDEX entries_by_base ON entries(base);
CREATE INDEX entries_in_doubt ON entries(doubt) WHERE doubt != '';
CREATE TABLE slices(
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, count INTEGER NOT NULL, digest BLOB NOT NULL, label TEXT NOT NULL);
CREATE TABLE postings(
    slice INTEGER NOT NULL, moment INTEGER NOT NULL, article INTEGER NOT NULL,
    PRIMARY KEY(slice, moment, article)) WITHOUT ROWID;

-- pages, what each asked for, the files it became, and by which build and why; what the builds took in
CREATE TABLE pages(
    id INTEGER PRIMARY KEY, address TEXT NOT NULL, kind TEXT NOT NULL, trace BLOB NOT NULL, outputs BLOB NOT NULL,
    build INTEGER NOT NULL, why BLOB NOT NULL);
CREATE INDEX pages_by_kind ON pages(kind);
CREATE INDEX pages_by_build ON pages(build);
CREATE TABLE builds(id INTEGER PRIMARY KEY, news BLOB NOT NULL);
CREATE TABLE asks(key INTEGER NOT NULL, page INTEGER NOT NULL, PRIMARY KEY(key, page)) WITHOUT ROWID;
CREATE TABLE owners(path TEXT PRIMARY KEY, page INTEGER NOT NULL) WITHOUT ROWID;

-- keys that moved and whose pages have not been looked at since: what a killed build leaves to the next
CREATE TABLE pending(key TEXT PRIMARY KEY) WITHOUT ROWID;
"""


def connect(folder: Path, *, readonly: bool = False, anew: bool = False) -> sqlite3.Connection:
    """Open the catalogue in `folder`.

    An older, newer or broken one is replaced by an empty one, and any one if `anew`; never if `readonly`.
    """
    path = folder / FILE
    if readonly:
        return _tuned(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _opened(path, anew=anew)
    except sqlite3.Error as error:
        raise explain(error) from error
    except OSError as error:
        fault, remedy = f"can't be written ({error.strerror})", "make the archive's folder yours to write to"
        raise SiteError(Problem(f"{folder.name}/", fault, remedy, "catalogue")) from error


def reading(folder: Path) -> sqlite3.Connection | None:
    """The catalogue in `folder`, to be asked alone; None if there is none that this code wrote."""
    try:
        connection = connect(folder, readonly=True)
    except sqlite3.Error:
        return None
    try:
        current = is_current(connection)
    except sqlite3.Error:  # the file is there, and is something else
        current = False
    if not current:
        connection.close()
    return connection if current else None


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether a catalogue was written by this code. Raises sqlite3.Error if it is none."""
    return bool(connection.execute("PRAGMA user_version").fetchone()[0] == version())


def _opened(path: Path, *, anew: bool) -> sqlite3.Connection:
    try:
        connection = _tuned(sqlite3.connect(path, isolation_level=None))
        if is_current(connection) and not anew:
            _tidy(connection, path)
            return connection
        connection.close()
    except sqlite3.DatabaseError:
        pass  # not a database, or a torn one: it is a cache, so begin again
    for name in (FILE, f"{FILE}-wal", f"{FILE}-shm", f"{FILE}-journal"):
        path.with_name(name).unlink(missing_ok=True)
    connection = _tuned(sqlite3.connect(path, isolation_level=None))
    connection.executescript(f"PRAGMA page_size=8192; BEGIN; {TABLES} PRAGMA user_version={version()}; COMMIT;")
    return connection


def _tidy(connection: sqlite3.Connection, path: Path) -> None:
    """Put away what a killed build left: otherwise each that finds nothing to do would make these files and delete them."""
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        end_work(connection)
    journal = path.with_name(f"{FILE}-journal")
    if journal.exists() and not journal.stat().st_size:  # of one that died before it wrote there
        journal.unlink()


def explain(error: sqlite3.Error) -> SiteError:
    """What to do about a catalogue that can't be written or has been damaged."""
    remedy = {
        sqlite3.SQLITE_FULL: "make room on the disk and build again",
        sqlite3.SQLITE_IOERR: "see whether the disk is full or failing, and build again",
        sqlite3.SQLITE_READONLY: "make the folder yours to write to",
        sqlite3.SQLITE_CANTOPEN: "make the folder yours to write to",
        sqlite3.SQLITE_CORRUPT: "run `backfile build --clean`: it is a cache and is made again",
    }.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, "run `backfile build --clean`: it is a cache and is made again")
    return SiteError(Problem(f".backfile/{FILE}", f"can't be written ({error})", remedy, "catalogue"))


def _tuned(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute("PRAGMA busy_timeout=10000")
    connection.execute("PRAGMA cache_size=-16384")
    connection.execute("PRAGMA mmap_size=268435456")
    return connection


def begin_work(connection: sqlite3.Connection) -> None:
    """Let workers read while this process writes. A crash can cost the catalogue its last transactions, not its shape."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


def end_work(connection: sqlite3.Connection) -> None:
    """Back to one file at rest."""
    connection.execute("PRAGMA journal_mode=DELETE")
