"""The command line as an operator meets it: exit codes, and errors of one line that name the mend."""

from __future__ import annotations

import io
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


class Sangkien:
    """Runs the command in this process, in a folder of its own, with nothing but what is given in the environment."""

    def __init__(self, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self._patch, self._capture = patch, capture

    def __call__(self, folder: Path, *words: str, given: str = "", **environment: str) -> Done:
        self._capture.readouterr()
        with self._patch.context() as patch:
            patch.chdir(folder)
            patch.setattr(sys, "argv", ["sangkien", *words])
            patch.setattr(sys, "stdin", io.StringIO(given))
            for name, value in environment.items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                main()
        said = self._capture.readouterr()
        return Done(int(ended.value.code or 0), said.out, said.err)


@pytest.fixture
def sangkien(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Sangkien:
    return Sangkien(monkeypatch, capsys)


@pytest.fixture
def operator(tmp_path: Path, prepared: Path) -> Path:
    """A folder with a config and a database with the sample units."""
    shutil.copy(prepared, tmp_path / "ours.db")
    (tmp_path / "config.toml").write_text('[database]\nurl = "sqlite:///ours.db"\n')
    return tmp_path


@pytest.mark.parametrize(
    ("config", "line"),
    [
        ('[campaign]\nzone = "Mars"', "campaign.zone: no such time zone: 'Mars'; write it like Asia/Ho_Chi_Minh"),
        ("[campaign]\nstarts = 2022-06-01", "campaign: ends (2022-05-31) lies before starts (2022-06-01)"),
        ('[web]\nlisten = "8080"', "web.listen: write it as host:port, like 127.0.0.1:8080"),
        ("[web]\nport = 80", "web.port: no such key; config.example.toml has them all"),
        ("[channels.telegram]\nenabled = true", "channels.telegram: token is missing: give it as"),
        ('[database]\nurl = "mysql://x"', "database.url: write it as sqlite:///data/sangkien.db"),
        ('[database]\nurl = "postgresql://x:port/y"', "database.url: write it as sqlite:///data/sangkien.db"),
        ('[campaign]\nstarts = "21/4/2022"', "campaign.starts: write a day as 2022-04-21, without quotes"),
        ('[campaign]\ntarget = "many"', "campaign.target: write a whole number, without quotes"),
        ('[channels.telegram]\nenabled = true\ntoken = "abc"', "token is no token, which has a colon in it"),
        ("[campaign", "not TOML"),
    ],
)
def test_a_wrong_config_is_told_by_its_key_and_the_mend(
    sangkien: Sangkien, tmp_path: Path, config: str, line: str
) -> None:
    (tmp_path / "c.toml").write_text(config)
    done = sangkien(tmp_path, "check", "--config", "c.toml")
    assert done.returncode == 2
    assert line in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_what_comes_from_the_environment_is_told_by_its_own_name(sangkien: Sangkien, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text("[[channels.telegram]]\n[campaign]\ntarget = 5\n")
    wrong = {"SANGKIEN_LOG__NOSUCH": "1", "SANGKIEN_CHANNELS__TELEGRAM__0__MODE": "fast"}
    told = sangkien(tmp_path, "check", "--config", "c.toml", **wrong).stderr
    assert "environment: SANGKIEN_LOG__NOSUCH: no such key" in told
    assert "environment: SANGKIEN_CHANNELS__TELEGRAM__MODE: " in told
    (tmp_path / "c.toml").write_text("[log]\nnosuch = 1\n")
    assert "c.toml: log.nosuch: no such key" in sangkien(tmp_path, "check", "--config", "c.toml").stderr


def test_a_server_that_is_not_there_is_named_with_the_mend(sangkien: Sangkien, operator: Path) -> None:
    done = sangkien(operator, "copy", "--to", "postgresql://me:secret@127.0.0.1:1/new")
    assert done.returncode == 1
    assert "postgresql://me@127.0.0.1:1/new: " in done.stderr
    assert "see that it runs and that [database] url is right" in done.stderr


def test_secrets_and_any_key_come_from_the_environment_and_are_never_shown(sangkien: Sangkien, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(
        "[[channels.telegram]]\nenabled = true\n[[channels.telegram]]\nname = 'telegram-hn'\n"
    )
    given = {
        "SANGKIEN_CHANNELS__TELEGRAM__0__TOKEN": "1:very-secret",
        "SANGKIEN_CHANNELS__TELEGRAM__0__MODE": "webhook",
        "SANGKIEN_DATABASE__URL": "sqlite:///elsewhere.db",
    }
    done = sangkien(tmp_path, "check", "--config", "c.toml", **given)
    assert done.returncode == 2
    assert "webhook_secret is missing" in done.stderr
    assert "very-secret" not in done.stderr + done.stdout
    given["SANGKIEN_CHANNELS__TELEGRAM__0__MODE"] = "polling"
    done = sangkien(tmp_path, "check", "--config", "c.toml", **given)
    assert "elsewhere.db does not exist" in done.stdout


@pytest.mark.parametrize("words", [["nosuch"], ["totals"], ["run", "--wat"], ["grant", "telegram:1", "boss", "HN"]])
def test_wrong_usage_is_one_line_and_exit_code_2(sangkien: Sangkien, operator: Path, words: list[str]) -> None:
    done = sangkien(operator, *words)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_check_says_what_to_do_and_then_that_all_is_well(sangkien: Sangkien, tmp_path: Path, operator: Path) -> None:
    (operator / "empty.toml").write_text('[database]\nurl = "sqlite:///new.db"\n')
    done = sangkien(operator, "check", "--config", "empty.toml")
    assert done.returncode == 1
    assert "run: sangkien migrate" in done.stdout
    done = sangkien(operator, "check", "--json")
    assert done.returncode == 0, done.stdout
    assert all(finding["ok"] for finding in json.loads(done.stdout))


def test_a_database_that_is_not_there_is_not_made_by_looking(sangkien: Sangkien, tmp_path: Path) -> None:
    for words in (["totals", "--unit", "HN"], ["grant", "telegram:1", "leader", "HN"], ["units", "export", "u.csv"]):
        done = sangkien(tmp_path, *words)
        assert (done.returncode, "data/sangkien.db does not exist" in done.stderr) == (2, True), words
    assert list(tmp_path.iterdir()) == []
    assert "created" in sangkien(tmp_path, "migrate").stdout


def test_a_database_of_a_newer_program_is_refused(sangkien: Sangkien, operator: Path) -> None:
    with sqlite3.connect(operator / "ours.db") as database:
        database.execute("INSERT INTO migrations VALUES (9999, '2030-01-01')")
    done = sangkien(operator, "totals", "--unit", "HN")
    assert done.returncode == 1
    assert "install the newer program" in done.stderr


def test_roles_are_given_and_taken(sangkien: Sangkien, operator: Path) -> None:
    assert sangkien(operator, "grant", "telegram:1", "leader", "HN").returncode == 0
    assert "had it already" in sangkien(operator, "grant", "telegram:1", "leader", "HN").stdout
    assert sangkien(operator, "grant", "telegram:1", "leader", "NOWHERE").returncode == 2
    assert sangkien(operator, "grant", "me", "leader", "HN").returncode == 2
    assert sangkien(operator, "revoke", "telegram:1", "leader", "HN").returncode == 0
    assert sangkien(operator, "revoke", "telegram:1", "leader", "HN").returncode == 1


@pytest.mark.parametrize(
    ("address", "says"),
    [("telegram:abc", "digits only"), ("telegram: 1", "digits only"), ("telegram:１", "digits only"),
     ("tele:1", "only telegram, web"), ("telegram-hn:1", "only telegram, web"), ("web:1", "nobody has written"),
     ("Telegram:1", "only telegram, web")],
)  # fmt: skip
def test_a_role_for_nobody_is_refused_with_the_mend(
    sangkien: Sangkien, operator: Path, address: str, says: str
) -> None:
    done = sangkien(operator, "grant", address, "leader", "HN")
    assert done.returncode == 2
    assert says in done.stderr
    assert "/mydata" in done.stderr
    with sqlite3.connect(operator / "ours.db") as database:
        assert database.execute("SELECT count(*) FROM people WHERE name = ''").fetchone() == (0,)


def test_forgetting_asks_for_a_yes_and_gives_a_receipt(sangkien: Sangkien, operator: Path) -> None:
    sangkien(operator, "grant", "telegram:1", "leader", "HN")
    assert sangkien(operator, "forget", "telegram:1").returncode == 2
    done = sangkien(operator, "forget", "telegram:1", "--yes")
    assert done.returncode == 0
    assert "XD-" in done.stdout
    assert sangkien(operator, "forget", "telegram:1", "--yes").returncode == 1


def test_who_is_played_has_consented_like_everybody(sangkien: Sangkien, tmp_path: Path) -> None:
    told = sangkien(tmp_path, "talk", "--as", "leader", "--json", given=json.dumps({"text": "/mydata"}) + "\n").stdout
    assert re.search(r"Đồng ý từ: \d", told)


def test_talk_in_objects_plays_a_quick_entry(sangkien: Sangkien, tmp_path: Path) -> None:
    idea = "Em làm cái giá đỡ cuộn vải, đỡ phải cúi xuống nhấc lên 50 lần một ca"
    first = sangkien(tmp_path, "talk", "--as", "worker", "--json", given=json.dumps({"text": idea}) + "\nnonsense\n")
    said, wrong = (json.loads(line) for line in first.stdout.splitlines())
    assert said["key"] == "submission-kind-ask-quick"
    assert said["choices"][0]["id"].startswith("f|")
    assert "error" in wrong
    assert not (tmp_path / "data").exists()


def test_the_demo_listens_on_this_machine_only(sangkien: Sangkien, tmp_path: Path) -> None:
    done = sangkien(tmp_path, "run", "--listen", "0.0.0.0:8080")
    assert done.returncode == 2
    assert "127.0.0.1" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.slow
def test_the_module_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "nosuch"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("sangkien: No such command")
