"""The language guess beside langdetect as it comes: right guesses, milliseconds a message, memory; in one run."""

from __future__ import annotations

import json
import multiprocessing
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.machine import Machine, describe

LABELS = ("vi", "vi-plain", "en", "ko", "ja", "zh-Hans", "zh-Hant")
_DATA = Path(__file__).parent.parent / "tests" / "data"
_OURS = {"zh-cn": "zh-Hans", "zh-tw": "zh-Hant"}
Line = tuple[str, str]
Guesser = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Result:
    """One way: shares of right guesses, and what it costs. `first_ms`: loading and the first guess."""

    way: str
    right: float
    by_label: dict[str, float]
    ms: float
    first_ms: float
    mib: float


def ours() -> Guesser:
    from conversation.language import guess

    return guess


def stock() -> Guesser:
    """langdetect as its page shows it, with the seed that it says makes it repeatable."""
    from langdetect import DetectorFactory, LangDetectException, detect  # type: ignore[import-untyped]

    DetectorFactory.seed = 0

    def guess(text: str) -> str | None:
        try:
            found = str(detect(text))
        except LangDetectException:
            return None
        return _OURS.get(found, found)

    return guess


WAYS: dict[str, Callable[[], Guesser]] = {"ours": ours, "langdetect": stock}


def read(path: Path) -> list[Line]:
    """(label, text) of each line; a column before them is passed over. ValueError where a label isn't ours."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    lines = [(row[-2], row[-1]) for row in rows if len(row) > 1]
    if unknown := {label for label, _ in lines} - set(LABELS):
        raise ValueError(f"{path}: unknown labels {', '.join(sorted(unknown))}")
    return lines


def measure(way: str, lines: list[Line], rounds: int) -> Result:
    """In a process of its own, so that the memory is this way's alone."""
    before, started = _resident(), time.perf_counter()
    guess = WAYS[way]()
    guess("may ep nhua hay bi ket")
    first = time.perf_counter() - started
    guesses = [guess(text) for _, text in lines]
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        for _, text in lines:
            guess(text)
        taken.append((time.perf_counter() - started) / len(lines))
    of = Counter(label for label, _ in lines)
    right = Counter(
        label for (label, _), found in zip(lines, guesses, strict=True) if found == label.removesuffix("-plain")
    )
    shares = {label: right[label] / of[label] for label in LABELS if of[label]}
    ms = statistics.median(taken) * 1000
    return Result(way, right.total() / len(lines), shares, ms, first * 1000, _resident() - before)


def _resident() -> float:
    """MiB of this process in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 2**20


def _show(results: list[Result], machine: Machine, count: int) -> None:
    table = Table(title=f"{count} messages; shares of right guesses", caption=machine.line())
    for name in ("way", "all", *LABELS, "ms", "first ms", "MiB"):
        table.add_column(name, justify="left" if name == "way" else "right")
    for one in results:
        shares = [f"{one.by_label[label]:.1%}" if label in one.by_label else "" for label in LABELS]
        table.add_row(one.way, f"{one.right:.1%}", *shares, f"{one.ms:.3f}", f"{one.first_ms:.0f}", f"{one.mib:.1f}")
    console = Console(width=130)
    console.print(table)
    first, second = results
    console.print(
        f"{second.way} takes {second.ms / first.ms:.0f} times as long and {second.mib / first.mib:.1f} x the memory"
    )


def main(
    file: Annotated[list[Path] | None, typer.Argument(help="Lines of label<TAB>text.")] = None,
    rounds: Annotated[int, typer.Option(min=1, max=50)] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of a table.")] = False,
) -> None:
    """Guesses every line of the files (both of tests/data unless given), our way and langdetect's."""
    lines = [line for path in file or sorted(_DATA.glob("languages_*.tsv")) for line in read(path)]
    spawn = multiprocessing.get_context("spawn")
    results = []
    for way in WAYS:
        with ProcessPoolExecutor(1, mp_context=spawn) as process:
            results.append(process.submit(measure, way, lines, rounds).result())
    machine = describe(Path(tempfile.gettempdir()))
    if as_json:
        print(json.dumps({"machine": machine.as_json(), "messages": len(lines), "ways": [asdict(r) for r in results]}))
    else:
        _show(results, machine, len(lines))


if __name__ == "__main__":
    typer.run(main)
