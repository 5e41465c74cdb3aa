"""A connection to a library: SQLite or PostgreSQL behind the same few calls, and what it means to be atomic."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from riwaya.store.dialects import Dialect, Postgres, Sqlite
from riwaya.store.packing import plain

Row = tuple[Any, ...]
T = TypeVar("T")
#: A writer waits this long for another one, in seconds. Writes last some tens of milliseconds, so that only a writer
#: that was stopped in the middle (^Z) makes anybody wait longer.
PATIENCE = 120.0
_SQLITE_SETTINGS = (
    # readers and one writer do not wait for one another
    "PRAGMA journal_mode = WAL",
    # what is committed is on the disk: a batch of articles costs one sync
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # what is forgotten is overwritten, not only unlinked
    "PRAGMA secure_delete = ON",
    # 64 MB of pages, and the file read through the system's own cache: searches touch pages all over it
    "PRAGMA cache_size = -65536",
    "PRAGMA mmap_size = 1073741824",
)
#: The lock that a program holds while it writes to a library on PostgreSQL; any number of our own will do.
WRITING = 7_239_001
#: What a library at this address is called.
POSTGRES = ("postgresql://", "postgres://")


class LibraryError(Exception):
    """The library cannot be opened or written; the message says why and what to do."""


class Library:
    """An open library. ``address`` is a path or ``postgresql://…``; use ``riwaya.store.open_library``."""

    def __init__(self, address: str, connection: Any, dialect: Dialect, errors: type[Exception]) -> None:
        self.address = address
        self.connection = connection
        self.dialect = dialect
        self._errors = errors
        self._inside = False
        #: What is costly to read and kept as long as nothing is written, by name, with the state it belongs to.
        self.cache: dict[str, tuple[object, Any]] = {}

    def state(self) -> object:
        """Something that differs once anything was written to the library, by whomever."""
        if self.is_sqlite:
            return self.value("PRAGMA data_version"), self.connection.total_changes
        return self.value("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """Execute one statement written with ``?``; the cursor. Raises ``LibraryError``, as all that follow do."""
        with self._said():
            return self.connection.execute(self.dialect.sql(sql), _storable(parameters))

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows that a query answers."""
        cursor = self.run(sql, parameters)
        with self._said():
            found: list[Row] = cursor.fetchall()
        return found

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        """The first row, or None."""
        cursor = self.run(sql, parameters)
        with self._said():
            found: Row | None = cursor.fetchone()
        return found

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, parameters)
        return found[0] if found else None

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Execute one statement once for each of ``rows``."""
        held = [_storable(row) for row in rows]
        if held:
            with self._said():
                self.connection.cursor().executemany(self.dialect.sql(sql), held)

    def tables(self) -> set[str]:
        """The names of the tables that are there."""
        ours = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        theirs = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        return {name for (name,) in self.rows(ours if self.is_sqlite else theirs)}

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """What ``make`` answers, made anew only once something was written to the library."""
        state, held = self.state(), self.cache.get(name)
        if held is None or held[0] != state:
            held = self.cache[name] = (state, make())
        found: T = held[1]
        return found

    def keeps(self, name: str) -> bool:
        """True where ``kept`` answers at once."""
        held = self.cache.get(name)
        return held is not None and held[0] == self.state()

    def among(self, column: str, values: Iterable[int | str]) -> tuple[str, Any]:
        """A condition with one parameter: ``column`` is one of ``values``."""
        return self.dialect.among(column, values)

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All that is written inside is kept together or not at all; one inside another is part of the outer one.

        Programs write in turn, on PostgreSQL too: what takes long (reading, annotating, comparing) lies outside.
        """
        if self._inside:
            yield
            return
        self.run("BEGIN IMMEDIATE" if self.is_sqlite else "BEGIN")
        with self._until_done():
            if not self.is_sqlite:
                self.run("SELECT pg_advisory_xact_lock(?)", (WRITING,))
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read inside is of one moment."""
        if self._inside:
            yield
            return
        self.run("BEGIN" if self.is_sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        with self._until_done():
            yield

    @contextmanager
    def _until_done(self) -> Iterator[None]:
        self._inside = True
        done = False
        try:
            yield
            done = True
        finally:
            self._inside = False
            self.run("COMMIT" if done else "ROLLBACK")

    @contextmanager
    def _said(self) -> Iterator[None]:
        """What a database complains of (a full disk, a damaged file, a server gone) as an error for people."""
        try:
            yield
        except self._errors as error:
            raise LibraryError(
                f"{self.address}: {error} (تعذر العمل على المكتبة) — is there room on the disk? `riwaya check` looks"
                " for damage, the last `riwaya backup` helps (تحقق من مساحة القرص ومن سلامة الملف)"
            ) from error

    @property
    def is_sqlite(self) -> bool:
        """True for a library in one file."""
        return isinstance(self.dialect, Sqlite)

    def close(self) -> None:
        """End the connection; what is committed stays."""
        self.connection.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _storable(values: Sequence[Any]) -> list[Any]:
    """``values`` as both databases take them: records, pages and command lines hold NUL and halves of characters."""
    return [plain(value) if isinstance(value, str) else value for value in values]


def connect(address: str | Path, *, make: bool) -> Library:
    """A connection to the library at ``address``, made where it is missing if ``make``; raises ``LibraryError``."""
    if str(address).startswith(POSTGRES):
        return _connect_postgres(str(address))
    return _connect_sqlite(Path(address), make=make)


def _connect_sqlite(path: Path, *, make: bool) -> Library:
    if not make and not path.is_file():
        raise LibraryError(
            f"{path}: no library here (لا مكتبة هنا) — `riwaya add PATH --library {path}` makes one (هذا الأمر ينشئها)"
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
            stack.callback(connection.close)
            for setting in _SQLITE_SETTINGS:
                connection.execute(setting)
            stack.pop_all()
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(
            f"{path}: cannot be opened as a library: {error} (ليس مكتبة أو تعذر فتحه) — name another file"
            " (اختر ملفا آخر)"
        ) from error
    return Library(str(path), connection, Sqlite(), sqlite3.Error)


def _connect_postgres(address: str) -> Library:
    try:
        import psycopg
    except ImportError as missing:
        raise LibraryError(
            f"{_without_password(address)}: the driver of PostgreSQL is missing (ينقص برنامج الاتصال) —"
            ' `pip install "riwaya[postgres]"`'
        ) from missing
    try:
        connection = psycopg.connect(address, autocommit=True)
    except psycopg.Error as error:
        raise LibraryError(
            f"{_without_password(address)}: {error} (تعذر الاتصال) — is the server running? (هل الخادم يعمل؟)"
        ) from error
    return Library(_without_password(address), connection, Postgres(), psycopg.Error)


def _without_password(address: str) -> str:
    """``address`` as it may be shown.

    >>> _without_password("postgresql://desk:secret@db/news"), _without_password("postgresql://db/news?password=secret")
    ('postgresql://db/news', 'postgresql://db/news')
    """
    scheme, _, rest = address.partition("?")[0].partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
