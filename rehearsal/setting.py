"""What an operator asks of a rehearsal, and the config that its processes run with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from campaign.unit_list import ListRow
from rehearsal.wire import PATH, SECRET

LONGEST_DAYS = 60  # the days of first use that people tell lie before all of them
CHANNEL = "telegram"
TOKEN = "123456:REHEARSAL"  # noqa: S105 - of no bot
_SETTLE_SECONDS = 0.2  # shorter than a real bot's: the clock of a rehearsal doesn't wait for people's fingers
_CONFIG = """
[database]
url = {database}
[files]
folder = {files}
[sending]
settle_seconds = {settle}
[sending.telegram]
chat_per_second = 0
[limits]
messages_per_minute = 1000000
newcomers_per_hour = 1000000
[web]
listen = "127.0.0.1:{port}"
public_url = "http://127.0.0.1:{port}"
[channels.web]
enabled = false
[channels.telegram]
enabled = true
token = "{token}"
api_url = "http://127.0.0.1:{api_port}"
mode = "webhook"
webhook_path = "{path}"
webhook_secret = "{secret}"
"""


def bot_config(database: str, folder: Path, port: int, api_port: int, settle: float = _SETTLE_SECONDS) -> str:
    """The config of a process that listens on `port` and calls the Bot API on `api_port`."""
    return _CONFIG.format(
        database=json.dumps(database), files=json.dumps(f"{folder}/files"), settle=settle, port=port,
        api_port=api_port, token=TOKEN, path=PATH, secret=SECRET,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """`database` empty: an SQLite file of the rehearsal's own. `commands` stop and start the database.

    `units` None: a tree in the programme's proportions. `folder` exists, is empty, and lies on a disk.
    """

    entries: int
    folder: Path
    days: int = 40
    faults: bool = False
    seed: int = 1
    processes: int = 1
    chats: int = 96
    database: str = ""
    stop_seconds: float = 30.0
    commands: tuple[str, str] | None = None
    units: Sequence[ListRow] | None = None

    @property
    def url(self) -> str:
        return self.database or f"sqlite:///{self.folder}/rehearsal.db"
