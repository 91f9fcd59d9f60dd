"""The config: one TOML file, with secrets and anything else from the environment on top."""

from __future__ import annotations

import os
import tomllib
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from bot.config_errors import line
from bot.config_reminders import RemindersTable
from bot.pace import Rates
from campaign.limits import FileKind, Limits
from campaign.setting import Campaign

PREFIX = "SANGKIEN_"
SERVERS = ("postgresql", "postgres")
RATED = ("telegram",)  # kinds of channels with a table of rates
DEFAULT = Path("config.toml")


class ConfigError(Exception):
    """The config can't be used; the text names the key and the mend, one line each."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CampaignTable(_Table):
    name: str = "01 triệu sáng kiến"
    slogan: str = "Tự hào trí tuệ lao động Việt Nam"
    zone: str = "Asia/Ho_Chi_Minh"
    starts: date = date(2022, 4, 21)
    ends: date = date(2022, 5, 31)
    target: Annotated[int, Field(ge=0)] = 300_000
    opening_stock: Annotated[int, Field(ge=0)] = 165_541
    letter: str = "3990/TLĐ-VP, 21/4/2022"

    @field_validator("zone")
    @classmethod
    def _known(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"no such time zone: {zone!r}; write it like Asia/Ho_Chi_Minh") from error
        return zone

    @model_validator(mode="after")
    def _in_order(self) -> CampaignTable:
        if self.ends < self.starts:
            raise ValueError(f"ends ({self.ends}) lies before starts ({self.starts})")
        return self


class DatabaseTable(_Table):
    url: str = "sqlite:///data/sangkien.db"
    pg_bin: str = Field(default_factory=lambda: os.environ.get(f"{PREFIX}PG_BIN", ""))

    @field_validator("url")
    @classmethod
    def _known(cls, url: str) -> str:
        with suppress(ValueError):
            parts = urlsplit(url)
            _ = parts.port  # raises where it is no number
            if url.startswith("sqlite:///") or parts.scheme in SERVERS:
                return url
        raise ValueError(
            "write it as sqlite:///data/sangkien.db (four slashes for an absolute path) "
            "or postgresql://user:password@host:5432/name"
        )

    @property
    def path(self) -> Path | None:
        """The file of an SQLite database; None for PostgreSQL."""
        return Path(self.url.removeprefix("sqlite:///")) if self.url.startswith("sqlite:///") else None

    @property
    def label(self) -> str:
        """The database as it may be shown: without a password."""
        parts = urlsplit(self.url)
        if self.path:
            return str(self.path)
        at = f"{parts.username}@" if parts.username else ""
        return f"{parts.scheme}://{at}{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}{parts.path}"


class WebTable(_Table):
    listen: str = "127.0.0.1:8080"
    public_url: str = ""
    trusted_proxies: Annotated[int, Field(ge=0)] = 0

    @field_validator("listen")
    @classmethod
    def _address(cls, listen: str) -> str:
        host, _, port = listen.rpartition(":")
        if not host or not port.isdecimal() or int(port) > 65_535:
            raise ValueError("write it as host:port, like 127.0.0.1:8080")
        return listen

    @property
    def host(self) -> str:
        return self.listen.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        return int(self.listen.rpartition(":")[2])


class WebChannelTable(_Table):
    enabled: bool = True
    messages_per_minute: Annotated[int, Field(ge=1)] = 120


class TelegramTable(_Table):
    enabled: bool = False
    name: Annotated[str, Field(pattern=r"^telegram[a-z0-9.-]*$")] = "telegram"
    token: SecretStr = SecretStr("")
    api_url: str = "https://api.telegram.org"
    mode: Literal["polling", "webhook"] = "polling"
    webhook_path: Annotated[str, Field(pattern=r"^/[\w./-]+$")] = "/hooks/telegram"
    webhook_secret: SecretStr = SecretStr("")

    @model_validator(mode="after")
    def _whole(self) -> TelegramTable:
        token, secret = self.token.get_secret_value(), self.webhook_secret.get_secret_value()
        if self.enabled and ":" not in token:
            what = "is no token, which has a colon in it" if token else "is missing"
            raise ValueError(f"token {what}: give it as {PREFIX}CHANNELS__TELEGRAM__TOKEN (from @BotFather)")
        if self.enabled and self.mode == "webhook" and not secret:
            raise ValueError(f"webhook_secret is missing: give it as {PREFIX}CHANNELS__TELEGRAM__WEBHOOK_SECRET")
        return self


class ChannelsTable(_Table):
    web: WebChannelTable = WebChannelTable()
    telegram: list[TelegramTable] = []

    @field_validator("telegram", mode="before")
    @classmethod
    def _several(cls, given: Any) -> Any:
        return [given] if isinstance(given, dict) else given

    @field_validator("telegram")
    @classmethod
    def _apart(cls, bots: list[TelegramTable]) -> list[TelegramTable]:
        for key in ("name", "webhook_path"):
            values = [getattr(bot, key) for bot in bots if bot.enabled]
            if len(set(values)) != len(values):
                raise ValueError(f"several Telegram bots need each a {key} of their own")
        return bots


class FilesTable(_Table):
    folder: Path = Path("data/files")
    longest_bytes: Annotated[int, Field(ge=1)] = 20_000_000
    kinds: tuple[FileKind, ...] = tuple(FileKind)
    most_for_initiative: Annotated[int, Field(ge=1, le=100)] = 20
    bytes_a_day: Annotated[int, Field(ge=1)] = 200_000_000


class LimitsTable(_Table):
    messages_per_minute: Annotated[int, Field(ge=10)] = 120
    newcomers_per_hour: Annotated[int, Field(ge=10)] = 1_200
    open_drafts: Annotated[int, Field(ge=1, le=50)] = 20


class RatesTable(_Table):
    pings_per_second: Annotated[float, Field(gt=0)] = 24
    per_second: Annotated[int, Field(ge=0)] = 30
    chat_per_second: Annotated[float, Field(ge=0)] = 1
    chat_burst: Annotated[int, Field(ge=1)] = 20
    group_per_minute: Annotated[int, Field(ge=0)] = 20


class SendingTable(_Table):
    settle_seconds: Annotated[float, Field(ge=0, le=10)] = 1.5
    telegram: RatesTable = RatesTable()

    def rates(self, channel: str) -> Rates:
        """Of a channel by its name; telegram-hn is a Telegram as well."""
        kind = next((kind for kind in RATED if channel.startswith(kind)), "telegram")
        return Rates(**getattr(self, kind).model_dump())


class PrivacyTable(_Table):
    controller: str = "Công đoàn nơi anh/chị làm việc"
    contact: str = "ban tổ chức chương trình"
    keep_days: Annotated[int, Field(ge=1)] = 1_825
    consent_version: str = "2026-01"


class LogTable(_Table):
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["json", "console"] = "json"


class MetricsTable(_Table):
    enabled: bool = True


class Config(BaseSettings):
    """Every key has a default but the tokens; unknown keys are refused."""

    model_config = SettingsConfigDict(extra="forbid", env_prefix=PREFIX, env_nested_delimiter="__")

    campaign: CampaignTable = CampaignTable()
    database: DatabaseTable = DatabaseTable()
    web: WebTable = WebTable()
    channels: ChannelsTable = ChannelsTable()
    files: FilesTable = FilesTable()
    limits: LimitsTable = LimitsTable()
    reminders: RemindersTable = RemindersTable()
    sending: SendingTable = SendingTable()
    privacy: PrivacyTable = PrivacyTable()
    log: LogTable = LogTable()
    metrics: MetricsTable = MetricsTable()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)  # `load` lays the environment on top, entry by entry of lists too

    def campaign_setting(self) -> Campaign:
        table = self.campaign.model_dump(exclude={"zone"})
        privacy = self.privacy.model_dump()
        files, zone = self.files, ZoneInfo(self.campaign.zone)
        limits = Limits(
            self.limits.open_drafts, files.most_for_initiative, files.kinds, files.bytes_a_day, files.longest_bytes
        )
        return Campaign(**table, **privacy, zone=zone, limits=limits, reminders=self.reminders.setting())


def load(path: Path | None) -> Config:
    """The config in a file (none: all defaults) and the environment. Raises ConfigError."""
    data: dict[str, Any] = {}
    if path:
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise ConfigError(f"{path}: {error.strerror}; give another with --config") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: not TOML: {error}") from error
    given = EnvSettingsSource(Config)()
    try:
        return Config(**_merged(data, given))
    except ValidationError as error:
        raise ConfigError("\n".join(line(problem, path, given, PREFIX) for problem in error.errors())) from error


def _merged(base: Any, over: Any) -> Any:
    """`over` laid on `base`, key by key; a number as a key means that entry of a list (the first is 0)."""
    if isinstance(base, list) and isinstance(over, dict):
        return [_merged(item, over.get(str(at), {})) for at, item in enumerate(base)]
    if isinstance(base, dict) and isinstance(over, dict):
        return {key: _merged(base.get(key, {}), over[key]) if key in over else base[key] for key in base | over}
    return over
