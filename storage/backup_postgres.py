"""A PostgreSQL database into one file and back: by its own pg_dump and pg_restore.

https://www.postgresql.org/docs/current/app-pgdump.html, https://www.postgresql.org/docs/current/app-pgrestore.html
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from storage.backup import BackupError, Taken, Told, sums, taken, unlike
from storage.checksums import TableSum
from storage.database import Database, Session
from storage.half_restored import ASIDE, EITHER, check_whole, tables_in
from storage.tables import MIGRATIONS

_WHAT = ("--schema=public", "--no-owner", "--no-privileges")
# Our own connections are as old as the asking one, a bot's are older; one of these two seconds is not seen.
# A pg_restore goes on to its end where what began it was killed.
_OTHERS = """
SELECT count(*) AS n FROM pg_stat_activity a JOIN pg_stat_activity me ON me.datname = a.datname
WHERE me.pid = pg_backend_pid() AND (a.application_name = 'pg_restore'
    OR a.application_name = me.application_name AND a.application_name <> ''
    AND a.backend_start < me.backend_start - INTERVAL '2 seconds')
"""


class PostgresKeeper:
    """The database behind a URL; `opens` opens it, `programs` is the folder of pg_dump, empty for PATH."""

    kind, member = "postgresql", "postgres.dump"

    def __init__(self, url: str, opens: Callable[[], Awaitable[Database]], programs: str = "") -> None:
        self._opens, self._programs = opens, programs
        self._url, self._environment = without_password(url)

    async def take(self, to: Path, has: Callable[[str], bool], told: Told) -> Taken:
        """pg_dump of the very snapshot that is summed up: our transaction lends it, and stays open for it."""

        async def work(session: Session) -> Taken:
            await check_whole(session)
            await _check_schema(session)
            row = await session.one("SELECT pg_export_snapshot() AS name")
            snapshot = row["name"] if row else ""
            told("database", 0, 0)
            await self._run("pg_dump", *_WHAT, "--format=custom", f"--snapshot={snapshot}", f"--file={to}")
            return await taken(session, has, told)

        async with self._opened() as database:
            return await database.read(work)

    async def recover(self) -> None:
        async with self._opened() as database:
            if await database.read(_tables_aside) and not await database.read(_tables):
                await _check_unused(database)
                await database.write(lambda session: _bring_back(session, True))

    async def check_unused(self) -> None:
        async with self._opened() as database:
            await _check_unused(database)

    async def is_empty(self) -> bool:
        async with self._opened() as database:
            return not await database.read(_tables) and not await database.read(_tables_aside)

    async def put(self, kept: Path, expected: Mapping[str, TableSum], told: Told) -> None:
        """What was there is set aside in a schema of its own, and comes back where the new isn't right."""
        async with self._opened() as database:
            await _check_unused(database)
            await database.read(_check_schema)
            if await database.read(_tables_aside):
                await _check_came(database, expected, told)
                await database.write(_forget_aside)
                return
            had = await database.write(_set_aside)
        try:
            told("database", 0, 0)
            await self._run("pg_restore", *_WHAT, "--single-transaction", "--exit-on-error", str(kept))
            async with self._opened() as database:
                found = await database.read(lambda session: sums(session, told))
            if wrong := unlike(found, expected):
                raise BackupError(f"the backup's database is damaged in {', '.join(wrong)}: take another backup")
        except BaseException:
            async with self._opened() as database:
                await database.write(lambda session: _bring_back(session, had))
            raise
        async with self._opened() as database:
            await database.write(_forget_aside)

    async def _run(self, program: str, *arguments: str) -> None:
        """Raises BackupError with the program's own first words."""
        found = shutil.which(program, path=self._programs or None)
        if found is None:
            raise BackupError(f"there is no {program} here: install PostgreSQL's client, or set [database] pg_bin")
        running = await asyncio.create_subprocess_exec(
            found, "--no-password", f"--dbname={self._url}", *arguments, env={**os.environ, **self._environment},
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            _, said = await running.communicate()
        except BaseException:
            running.kill()
            await running.wait()
            raise
        if running.returncode:
            words = said.decode(errors="replace")
            mend = "; set [database] pg_bin to the programs of the server's version" if "version" in words else ""
            raise BackupError(f"{words.strip().splitlines()[0] if words.strip() else program + ' failed'}{mend}")

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[Database]:
        """A fresh one each time: what a connection remembers of tables would be of those set aside."""
        database = await self._opens()
        try:
            yield database
        finally:
            await database.close()


async def _others(session: Session) -> bool:
    row = await session.one(_OTHERS)
    return bool(row and row["n"])


async def _check_unused(database: Database) -> None:
    if await database.read(_others):
        raise BackupError("the database is in use: stop the bot first, each of its processes; nothing was changed")


async def _check_came(database: Database, expected: Mapping[str, TableSum], told: Told) -> None:
    """Raises BackupError where an earlier restore was killed and what is there now isn't what that was to bring."""
    if MIGRATIONS.name not in await database.read(_tables) or unlike(
        await database.read(lambda session: sums(session, told)), expected
    ):
        raise BackupError(
            "an earlier restore was killed, and what is there now is not this backup: "
            f"begin with the file of that one; {EITHER}"
        )


async def _tables(session: Session) -> list[str]:
    return await tables_in(session, "public")


async def _tables_aside(session: Session) -> list[str]:
    return await tables_in(session, ASIDE)


async def _check_schema(session: Session) -> None:
    """Raises BackupError where the tables lie elsewhere than in `public`: the dump would hold none of them."""
    row = await session.one("SELECT current_schema() AS name, current_user AS role")
    if row and row["name"] != "public":
        raise BackupError(
            f"the tables lie in the schema {row['name']}, backups are of public: GRANT CREATE ON SCHEMA public TO "
            f"{row['role']}, move them there (ALTER TABLE ... SET SCHEMA public), and take public into the search_path"
        )


async def _set_aside(session: Session) -> bool:
    """All tables leave `public`; whether there were any."""
    names = await _tables(session)
    if names:  # it takes a right that whoever restores into an empty database may not have
        await session.run(f"CREATE SCHEMA IF NOT EXISTS {ASIDE}")
    for name in names:
        await session.run(f'ALTER TABLE public."{name}" SET SCHEMA {ASIDE}')
    return bool(names)


async def _bring_back(session: Session, had: bool) -> None:
    """What came makes room for what was set aside; `had`: there was something, and where it isn't there any more
    somebody else has brought it back."""
    aside = await _tables_aside(session)
    if had and not aside:
        return
    for name in await _tables(session):
        await session.run(f'DROP TABLE public."{name}" CASCADE')
    for name in aside:
        await session.run(f'ALTER TABLE {ASIDE}."{name}" SET SCHEMA public')
    await session.run(f"DROP SCHEMA IF EXISTS {ASIDE}")


async def _forget_aside(session: Session) -> None:
    await session.run(f"DROP SCHEMA IF EXISTS {ASIDE} CASCADE")


def without_password(url: str) -> tuple[str, dict[str, str]]:
    """The URL as it may stand in a list of processes, and the environment that brings its password."""
    parts = urlsplit(url)
    asked = dict(parse_qsl(parts.query))
    password = asked.pop("password", "") or unquote(parts.password or "")
    user, _, place = parts.netloc.rpartition("@")
    netloc = f"{user.partition(':')[0]}@{place}" if user else place
    return urlunsplit(parts._replace(netloc=netloc, query=urlencode(asked))), {
        "PGPASSWORD": password
    } if password else {}
