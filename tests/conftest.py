"""What pytest itself is told: where tests write, which of them are slow, and who needs the fixtures."""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path

import pytest

_MEMORY, _ENOUGH = Path("/dev/shm"), 1 << 30  # noqa: S108 - pytest makes a folder of its own below it

# Each test has a database of its own, and each commit waits for the disk: in memory nobody does. What a test
# proves stays the same, as none cuts the power. The price: a gigabyte must be free there, or it is the disk again.
if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ENOUGH:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


def pytest_configure(config: pytest.Config) -> None:
    """The fixtures load the whole program, which takes a second: not where others run the tests."""
    hands_out = config.getoption("dist", "no") != "no" and not hasattr(config, "workerinput")
    if not hands_out:
        config.pluginmanager.import_plugin("tests.fixtures")


def pytest_collection_finish() -> None:
    """What was loaded until now stays for good: the collector need not walk through it again and again."""
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What runs on PostgreSQL is with the slow ones: a database for each test costs more than the test."""
    for item in items:
        params = getattr(item, "callspec", None)
        chosen = set(map(str, params.params.values())) if params else set()
        fixtures = set(getattr(item, "fixturenames", ()))
        if chosen & {"postgres", "webhook"} or fixtures & {"postgres", "postgres_url", "template", "fresh"}:
            item.add_marker(pytest.mark.slow)
