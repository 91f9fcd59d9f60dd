"""All benchmarks one after the other, as one table with peers measured in the same run.

.venv/bin/python -m benchmarks [--quick] [--only turns,scale] [--write docs/performance.md]
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.machine import describe

BEGIN, END = "<!-- measured: python -m benchmarks --write -->", "<!-- end of what was measured -->"
_LONGEST = 3_600.0
_TENTHS = ("second_tenth_mb", "last_tenth_mb")


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of ours; `peer` is what it stands beside, `aim` what we hold ourselves to."""

    figure: str
    ours: str
    peer: str = ""
    ratio: str = ""
    aim: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A benchmark of its own process: its command's arguments, fewer of them for a quick look, and its rows."""

    name: str
    arguments: Sequence[str]
    quick: Sequence[str]
    rows: Callable[[Any], list[Row]]
    command: str = "benchmarks"


def _turns(found: Any) -> list[Row]:
    bots, rows = found["bots"], []
    ours = bots["ours"]["turns_per_second"]
    for key, aim in (("aiogram", "≥ 1"), ("ptb", ""), ("bare", ""), ("ours_pg", "")):
        if key in bots:
            ratio = found["ratios"][key]
            spread = f"{ratio['ratio']:.2f} ({ratio['spread'][0]:.2f}–{ratio['spread'][1]:.2f})"
            peer = f"{bots[key]['name']}: {bots[key]['turns_per_second']:,.0f}"
            rows.append(Row("durable turns/s, SQLite", f"{ours:,.0f}", peer, spread, aim))
    rows.append(Row("guided initiatives/s, SQLite", f"{bots['ours']['initiatives_per_second']:.0f}", aim="≥ 100"))
    rows.append(Row("p99 of a turn, 64 chats, ms", f"{bots['ours']['p99_ms']:.0f}"))
    rows.append(Row("memory, peak MiB", f"{bots['ours']['peak_mib']:.0f}"))
    if "ours_pg" in bots and "aiogram" in bots:
        theirs, echo = bots["ours_pg"], bots["aiogram"]["turns_per_second"]
        rate = theirs["turns_per_second"]
        rows.append(
            Row(
                "durable turns/s, PostgreSQL, two processes",
                f"{rate:,.0f}",
                f"aiogram: {echo:,.0f}",
                f"{rate / echo:.2f}",
                "≥ 0.7",
            )
        )
        each = theirs["initiatives_per_second"]
        rows.append(Row("guided initiatives/s, PostgreSQL", f"{each:.0f}", aim="≥ 70"))
    lost = sum(kept["lost"] for kept in found["kept"].values())
    told = sum(kept["told"] for kept in found["kept"].values())
    rows.append(Row("initiatives confirmed / lost", f"{told:,} / {lost}", aim="0 lost"))
    return rows


def _scale(found: Any) -> list[Row]:
    sizes = [key for key in found if key.isdecimal()]
    rows = []
    for name in found[sizes[0]]["looks"]:
        first, last = (found[size]["looks"][name][1] for size in (sizes[0], sizes[-1]))
        peer = f"{int(sizes[0]):,} entries: {first:.2f}"
        figure = f"{name} at the root, {int(sizes[-1]):,} entries: p99 ms" if "list" not in name else f"{name}: p99 ms"
        rows.append(Row(figure, f"{last:.2f}", peer, f"{last / first:.2f}", "≤ 10; ≤ 1.5"))
    rows.append(Row("start to ready, s", f"{max(found['start_to_ready_seconds']):.2f}", aim="≤ 1.5"))
    return rows


def _counters(found: Any) -> list[Row]:
    ours, theirs = (sorted(found[name])[len(found[name]) // 2] for name in ("slots", "one row"))
    return [
        Row(
            "entries/s that count at the root, PostgreSQL",
            f"{ours:,.0f}",
            f"one row: {theirs:,.0f}",
            f"{ours / theirs:.1f}",
        )
    ]


def _pings(found: Any) -> list[Row]:
    steady, killed = found.values()
    rate, wanted = steady["per_second"], steady["configured_per_second"]
    return [
        Row("pings/s", f"{rate:.2f}", f"configured: {wanted:g}", f"{rate / wanted:.2f}", "0.95–1.05"),
        Row("refused for pace (429)", str(steady["refused_429"]), aim="0"),
        Row("answers meanwhile, p99 ms", f"{steady['answers_p99_ms']:.0f}", aim="≤ 1,000"),
        Row(
            "after a SIGKILL: doubled / dropped", f"{killed['doubled']} / {killed['dropped']}", aim="those on their way"
        ),
    ]


def _pings_plan(found: Any) -> list[Row]:
    plan = found["plan"]
    return [Row(f"{plan['count']:,} pings planned, s", f"{plan['seconds']:.1f}", aim="≤ 10")]


def _announce_plan(found: Any) -> list[Row]:
    return [
        Row(
            f"announcement planned for 100,000, {kind}, s",
            f"{sorted(rows['planned: s'])[len(rows['planned: s']) // 2]:.1f}",
            aim="≤ 10",
        )
        for kind, rows in found.items()
    ]


def _language(found: Any) -> list[Row]:
    ours, stock = found["ways"]
    return [
        Row("language guessed right", f"{ours['right']:.1%}", f"langdetect: {stock['right']:.1%}", "", "≥ 97 %"),
        Row(
            "a guess, ms",
            f"{ours['ms']:.3f}",
            f"langdetect: {stock['ms']:.2f}",
            f"{ours['ms'] / stock['ms']:.2f}",
            "≤ 0.2",
        ),
        Row(
            "its memory, MiB",
            f"{ours['mib']:.0f}",
            f"langdetect: {stock['mib']:.0f}",
            f"{ours['mib'] / stock['mib']:.2f}",
            "≤ 30",
        ),
    ]


def _unit_search(found: Any) -> list[Row]:
    worst = max(found["ways"], key=lambda way: way["cpu_p99"])
    ratio = f"{worst['cpu_p99'] / worst['scan_cpu_p50']:.2f}"
    figure = f"a unit by name among {found['built']['units']:,} ({worst['how']}), p99 ms"
    return [Row(figure, f"{worst['cpu_p99']:.1f}", f"LIKE scan: {worst['scan_cpu_p50']:.0f}", ratio, "≤ 20")]


def _rehearse(found: Any) -> list[Row]:
    faults = sum(found["faults"].values())
    lost = f"{found['lost']} / {found['doubled']}"
    rate, (first, last) = found["entries_per_second"], (found["memory"]["bot"][key] for key in _TENTHS)
    return [
        Row(f"rehearsal of {found['entries']:,} with {faults:,} faults: lost / doubled", lost, aim="0 / 0"),
        Row("its counters equal a recount", "yes" if found["recount_equal"] else "no", aim="yes"),
        Row(
            "its entries/s, driver on the same cores",
            f"{rate:.0f}",
            "ODK Central, published: 41.2",
            f"{rate / 41.2:.1f}",
        ),
        Row("its memory, last tenth / second, MiB", f"{last:.0f} / {first:.0f}", "", f"{last / first:.2f}", "≤ 1.10"),
    ]


PARTS: tuple[Part, ...] = (
    Part("turns", (), ("--rounds", "1", "--seconds", "4"), _turns),
    Part("scale", (), ("--entries", "10000,50000", "--times", "200"), _scale),
    Part("counters", (), ("--rounds", "1", "--seconds", "2"), _counters),
    Part("pings", (), ("--pings", "360"), _pings),
    Part("pings_plan", (), ("--people", "20000"), _pings_plan),
    Part("announce_plan", (), ("--people", "20000", "--rounds", "1"), _announce_plan),
    Part("language", (), ("--rounds", "1"), _language),
    Part("unit_search", (), ("--queries", "50"), _unit_search),
    Part("rehearse", ("--entries", "20000", "--faults"), ("--entries", "300"), _rehearse, "bot"),
)


def measured(part: Part, quick: bool) -> list[Row]:
    """Runs one part in a process of its own. Raises RuntimeError with what it said last."""
    module = ["bot", part.name] if part.command == "bot" else [f"benchmarks.{part.name}"]
    command = [sys.executable, "-m", *module, *(part.quick if quick else part.arguments), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_LONGEST, check=False)
    if done.returncode:
        raise RuntimeError(f"{part.name}: {(done.stderr or done.stdout)[-800:]}")
    return part.rows(json.loads(done.stdout.strip().splitlines()[-1]))


def main(
    only: Annotated[str, typer.Option(help="Which parts, with commas.")] = "",
    quick: Annotated[bool, typer.Option("--quick", help="A look in a few minutes; no figures to keep.")] = False,
    write: Annotated[Path | None, typer.Option(help="Also put the table into this file, between its marks.")] = None,
) -> None:
    """Measures everything; about half an hour, on a machine that does nothing else."""
    wanted = [part for part in PARTS if not only or part.name in only.split(",")]
    console, rows, failed = Console(width=130), dict[str, list[Row]](), []
    for part in wanted:
        console.print(f"{part.name} …", style="dim")
        try:
            rows[part.name] = measured(part, quick)
        except (RuntimeError, subprocess.TimeoutExpired, ValueError, KeyError) as error:
            failed.append(part.name)
            console.print(f"{part.name}: {error}", markup=False)
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        machine = describe(Path(folder)).line()
    console.print(_table(rows, machine))
    if write:
        _write(write, rows, machine)
    if failed:
        raise typer.Exit(1)


def _table(rows: Mapping[str, list[Row]], machine: str) -> Table:
    table = Table(caption=machine)
    for name in ("figure", "ours", "peer", "ratio", "aim"):
        table.add_column(name)
    for part in rows.values():
        for row in part:
            table.add_row(row.figure, row.ours, row.peer, row.ratio, row.aim, end_section=row is part[-1])
    return table


def _write(path: Path, rows: Mapping[str, list[Row]], machine: str) -> None:
    text = path.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    lines = ["| figure | ours | peer, same run | ratio | aim |", "| --- | --- | --- | --- | --- |"]
    for part in rows.values():
        lines += [f"| {row.figure} | {row.ours} | {row.peer} | {row.ratio} | {row.aim} |" for row in part]
    today = datetime.now(UTC).date().isoformat()
    table = "\n".join(lines)
    path.write_text(f"{before}{BEGIN}\n\n{today}; {machine}.\n\n{table}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
