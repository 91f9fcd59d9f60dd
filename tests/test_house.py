"""The house keeps its shape: arrows run down only, no circles of files, each file says what it is for."""

from __future__ import annotations

import ast
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_USE = {
    "campaign": set(),
    "conversation": {"campaign"},
    "storage": {"conversation", "campaign"},
    "channels": {"conversation", "campaign"},
    "reports": {"conversation", "campaign"},
    "handlers": {"storage", "reports", "conversation", "campaign"},
    "scheduler": {"storage", "reports", "conversation", "campaign"},
    "bot": {"rehearsal", "handlers", "scheduler", "storage", "channels", "reports", "conversation", "campaign"},
    "rehearsal": {"bot", "handlers", "scheduler", "storage", "channels", "reports", "conversation", "campaign"},
}
VENDORS = {"telegram": {"channels"}, "sqlite3": {"storage"}, "aiosqlite": {"storage"}}
FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in MAY_USE
    for path in sorted((ROOT / package).rglob("*.py"))
}


@cache
def tree(path: Path) -> ast.Module:
    """A file of the program, parsed once for all tests that read it."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> set[str]:
    """Every module named in an import, also inside functions and under TYPE_CHECKING."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_arrows_run_down() -> None:
    wrong = []
    for module, path in FILES.items():
        mine = module.split(".")[0]
        used = {name.split(".")[0] for name in imports(path)}
        above = (used & set(MAY_USE)) - {mine} - MAY_USE[mine]
        wrong += [f"{module} uses {package}" for package in sorted(above)]
        for vendor, rooms in VENDORS.items():
            if vendor in used and mine not in rooms:
                wrong.append(f"{module} uses {vendor}, which is known to {rooms} only")
    assert not wrong


def test_only_its_command_knows_the_rehearsal() -> None:
    knowing = {module for module, path in FILES.items() if any(name.startswith("rehearsal") for name in imports(path))}
    assert {module for module in knowing if not module.startswith("rehearsal")} == {"bot.cli_rehearse"}


def test_no_circles_of_files() -> None:
    graph = {module: (imports(path) & set(FILES)) - {module} for module, path in FILES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"circle: {error.args[1]}")


def test_every_file_says_what_it_is_for() -> None:
    assert not [module for module, path in FILES.items() if not ast.get_docstring(tree(path))]


def test_sql_stays_in_storage() -> None:
    for module, path in FILES.items():
        text = path.read_text(encoding="utf-8")
        words = ("INSERT INTO", "DELETE FROM", "SELECT * ", "UPDATE outbox", "UPDATE people")
        assert module.startswith("storage") or not any(word in text for word in words), module
