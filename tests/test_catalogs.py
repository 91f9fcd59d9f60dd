"""Every text that the code names is in the catalogs, with the same values in each language."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message, VariableReference
from fluent.syntax.visitor import Visitor

from bot.menus import menu
from campaign.kinds import Kind, Social, Status
from campaign.roles import Role
from conversation.announcing import ANNOUNCEMENT, OWNERSHIPS, ROLES
from conversation.commands import read_command
from conversation.joining import JOINING, PHONE
from conversation.language import LANGUAGES
from conversation.message import Text
from conversation.submission import SUBMISSION
from conversation.texts import CATALOGS, all_texts
from conversation.written import WRITTEN
from handlers.route import COMMANDS
from tests.test_house import FILES, tree

WHOLE = ("vi", "en")  # the others come with their own issue and fall back to English until then


class Names(Visitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:
        self.found.add(node.id.name)


@cache
def catalog(lang: str) -> dict[str, set[str]]:
    """Each key with the names of its values. Broken entries and keys that come twice fail."""
    found: dict[str, set[str]] = {}
    for path in sorted((CATALOGS / lang).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, Junk), f"{path}: {entry.content[:60]}"
            if isinstance(entry, Message):
                assert entry.id.name not in found, f"{path}: {entry.id.name} comes twice"
                names = Names()
                names.visit(entry)
                found[entry.id.name] = names.found
    return found


def named_in_code() -> set[str]:
    """Keys that stand in the code as words."""
    keys: set[str] = set()
    for path in FILES.values():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in ("Text", "Bad", "Doubt") or (name == "say" and "handlers" in str(path)):
                    keys |= {
                        one.value
                        for one in ast.walk(node.args[0])
                        if isinstance(one, ast.Constant) and isinstance(one.value, str) and "-" in one.value
                    }
    return {key for key in keys if re.fullmatch(r"[a-z][\w-]*[a-z]", key)} - set(WRITTEN)


def computed() -> set[str]:
    """Keys that the code puts together."""
    keys = {f"kind-{kind}" for kind in Kind} | {f"social-{one}" for one in Social} | {f"status-{s}" for s in Status}
    for form in (SUBMISSION, JOINING, PHONE, ANNOUNCEMENT):
        keys |= {f"{form.name}-{step.name}-ask" for step in form.steps}
    keys |= {f"submission-{step.name}-name" for step in SUBMISSION.steps}
    keys |= {f"card-change-{step.name}" for step in SUBMISSION.asked}
    keys |= {f"announcement-{step.name}-name" for step in ANNOUNCEMENT.steps}
    keys |= {f"announce-change-{step.name}" for step in ANNOUNCEMENT.steps}
    keys |= {f"announce-role-{role}" for role in ROLES} | {f"announce-ownership-{kind}" for kind in OWNERSHIPS}
    keys |= {f"{part}-{one.name}" for one in COMMANDS if one.menu for part in ("command", "word")}
    return keys | {f"period-{p}" for p in ("year", "quarter", "month", "week", "day", "shift", "once", "none")}


def test_every_key_of_the_code_is_in_every_whole_catalog() -> None:
    needed = named_in_code() | computed()
    for lang in WHOLE:
        missing = needed - set(catalog(lang))
        assert not missing, f"{lang}: {sorted(missing)}"


def test_whole_catalogs_have_the_same_keys_and_values() -> None:
    vietnamese, english = catalog("vi"), catalog("en")
    assert set(vietnamese) == set(english)
    differing = {key for key in vietnamese if vietnamese[key] != english[key]}
    assert not differing


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang not in WHOLE])
def test_other_catalogs_are_laid_out_and_have_no_keys_of_their_own(lang: str) -> None:
    ours, whole = catalog(lang), catalog("vi")
    assert ours, f"locales/{lang} is empty"
    assert set(ours) <= set(whole)
    assert all(ours[key] <= whole[key] for key in ours)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_renders_with_markup_in_order_and_escapes_what_people_wrote(lang: str) -> None:
    texts = all_texts()
    for key, names in catalog("vi").items():
        for value in ("<b>a & b</i>", 0, 1, 12_345):
            shown = texts.words(Text(key, {name: value for name in names}), lang)
            assert shown.strip() or key == "period-none", key  # said of money without a period: nothing
            if isinstance(value, str) and value in shown:
                assert "&lt;" not in shown


@pytest.mark.parametrize("lang", WHOLE)
def test_words_that_help_names_are_commands(lang: str) -> None:
    texts = all_texts()
    for command in COMMANDS:
        if command.menu:
            word = texts.words(Text(f"word-{command.name}"), lang)
            assert read_command(word) == (command.name, "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_menus_fit_telegram(lang: str) -> None:
    items = menu(all_texts(), lang, Role.LEADER)
    assert 0 < len(items) <= 100
    for item in items:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", item.name)
        assert 1 <= len(item.description) <= 256
        assert read_command(f"/{item.name}")


def test_every_config_key_is_in_the_example(tmp_path: Path) -> None:
    import tomllib

    from bot.config import Config, load

    example = Path(__file__).parent.parent / "config.example.toml"
    given = tomllib.loads(example.read_text(encoding="utf-8"))
    assert load(example).channels.telegram[0].enabled is False
    for table, field in Config.model_fields.items():
        kind = field.annotation
        if table == "channels":
            continue
        assert set(kind.model_fields) == set(given[table]), table  # type: ignore[union-attr]
