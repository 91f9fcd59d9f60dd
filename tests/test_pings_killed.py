"""Killed in the middle of pinging, again and again: it goes on, nobody is pinged twice and nobody is left out."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.clockwork import Process, campaign
from tests.people import UNIT
from tests.test_pings_clock import MONDAY, SUNDAY

PEOPLE = 2_000
LATE = 100  # letters more that a process writes where its death comes late


@pytest.mark.slow
async def test_a_kill_doubles_nothing_and_loses_nothing(tmp_path: Path, prepared: Path) -> None:
    path = tmp_path / "test.db"
    shutil.copy(prepared, path)
    process = await Process(path, campaign()).open()
    await process.sweep(SUNDAY)
    await process.crowd(PEOPLE, UNIT, SUNDAY)
    told = set[str]()
    for minutes, letters in enumerate((0, 1, 150, 201, 455)):
        told |= _killed_after(letters, path, (MONDAY + timedelta(minutes=minutes)).isoformat())
    assert 0 < len(await process.rows("SELECT 1 FROM outbox")) < PEOPLE
    await process.sweep(MONDAY + timedelta(hours=1))
    rows = await process.rows("SELECT id, address FROM outbox")
    assert Counter(row["address"] for row in rows) == {f"telegram:{n}": 1 for n in range(1, PEOPLE + 1)}
    assert told <= {str(row["id"]) for row in rows}
    sent = await process.rows("SELECT outbox_id FROM pings WHERE state = 'sent'")
    assert {row["outbox_id"] for row in sent} == {row["id"] for row in rows}
    await process.close()


def _killed_after(letters: int, path: Path, now: str) -> set[str]:
    """The letters that a process told of before it was killed at that one (0: while it plans)."""
    command = [sys.executable, "-m", "tests.ping_child", str(path), now, str(letters + LATE)]
    told = set[str]()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        while not letters and not _planned(path):
            pass
        while len(told) < letters and (line := child.stdout.readline()):
            if line.startswith("letter "):
                told.add(line.split()[1])
        child.kill()
    assert child.returncode == -signal.SIGKILL
    return told


def _planned(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return bool(connection.execute("SELECT 1 FROM pings WHERE kind = 'weekly' LIMIT 1").fetchone())
