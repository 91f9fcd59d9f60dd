"""What benchmarks measured is kept part by part, and drawn into a page."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from benchmarks.__main__ import PARTS, main
from benchmarks.measured import BEGIN, END, Measured, draw, keep, read
from benchmarks.rows import Row

ROOT = Path(__file__).parent.parent
ORDER = ("turns", "scale", "rehearse")


def part(name: str, ours: str, day: str = "2026-11-24") -> Measured:
    return Measured(name, day, "2 cores", (Row(f"figure of {name}", ours),))


def test_a_part_measured_anew_takes_the_place_of_its_own_rows_alone(tmp_path: Path) -> None:
    kept, docs = tmp_path / "measured.json", tmp_path / "performance.md"
    docs.write_text(f"# Before\n\n{BEGIN}\n\nold\n\n{END}\n\nAfter.\n")
    keep([part("rehearse", "1", "2026-11-23"), part("turns", "2", "2026-11-23")], ORDER, kept)
    found = keep([part("scale", "3"), part("turns", "4")], ORDER, kept)
    assert list(read(kept).values()) == found
    draw(found, docs)
    drawn = docs.read_text()
    assert [line for line in drawn.splitlines() if "figure of" in line] == [
        f"| figure of {name} | {ours} |  |  |  |" for name, ours in (("turns", "4"), ("scale", "3"), ("rehearse", "1"))
    ]
    assert (drawn.count("2026-11-24; 2 cores."), drawn.count("2026-11-23; 2 cores.")) == (1, 1)
    assert (drawn.startswith("# Before\n\n"), drawn.endswith("\n\nAfter.\n"), "old" in drawn) == (True, True, False)
    draw(found, docs)
    assert docs.read_text() == drawn


def test_a_page_without_the_marks_stays_as_it_is(tmp_path: Path) -> None:
    docs = tmp_path / "performance.md"
    docs.write_text("# Mine\n")
    with pytest.raises(ValueError, match="put them where the tables shall stand"):
        draw([part("turns", "1")], docs)
    assert docs.read_text() == "# Mine\n"


def test_every_part_is_a_program() -> None:
    assert [one.name for one in PARTS if not find_spec((one.command or (f"benchmarks.{one.name}",))[0])] == []


def test_what_is_kept_is_what_the_page_shows() -> None:
    found = [known for one in PARTS if (known := read().get(one.name))]
    text = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    lines = [line for line in text.partition(BEGIN)[2].partition(END)[0].splitlines() if line.startswith("| ")]
    figures = [line.split(" | ")[0].removeprefix("| ") for line in lines if not line.startswith(("| figure", "| ---"))]
    assert figures == [row.figure for each in found for row in each.rows]


@pytest.mark.parametrize(
    ("asked", "mend"),
    [(["--only", "turn"], "is none of turns,"), (["--quick", "--write", "x.md"], "leave one of them out")],
)
def test_what_cannot_be_meant_is_said_at_once(asked: list[str], mend: str) -> None:
    app = typer.Typer()
    app.command()(main)
    ended = CliRunner().invoke(app, asked)
    assert ended.exit_code == 2
    assert mend in " ".join(ended.output.replace("│", " ").split())
