"""A rehearsal with faults through two processes on a PostgreSQL of its own, which is stopped and started too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from tests.pg import running


def main(
    entries: Annotated[int, typer.Option(min=1, help="How many entries people send.")] = 8_000,
    keep: Annotated[Path | None, typer.Option(help="Keep logs and files in this new folder.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """About three minutes for 8,000 entries; ends with 1 where anything is lost, doubled or left unanswered."""
    with running() as server:
        stop, start = server.commands
        command = [
            sys.executable, "-m", "bot", "rehearse", "--entries", str(entries), "--faults", "--processes", "2",
            "--database", server.make("rehearsal"), "--database-stop", stop, "--database-start", start,
            *(["--keep", str(keep)] if keep else []), *(["--json"] if as_json else []),
        ]  # fmt: skip
        ended = subprocess.run(command, check=False).returncode
    raise typer.Exit(ended)


if __name__ == "__main__":
    typer.run(main)
