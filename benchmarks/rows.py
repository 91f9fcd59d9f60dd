"""What each benchmark measured, as rows of one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_TENTHS = ("second_tenth_mb", "last_tenth_mb")


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of ours; `peer` is what it stands beside, `aim` what we hold ourselves to."""

    figure: str
    ours: str
    peer: str = ""
    ratio: str = ""
    aim: str = ""


def turns(found: Any) -> list[Row]:
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


def scale(found: Any) -> list[Row]:
    sizes = [key for key in found if key.isdecimal()]
    rows = []
    for name in found[sizes[0]]["looks"]:
        first, last = (found[size]["looks"][name][1] for size in (sizes[0], sizes[-1]))
        peer = f"{int(sizes[0]):,} entries: {first:.2f}"
        figure = f"{name} at the root, {int(sizes[-1]):,} entries: p99 ms" if "list" not in name else f"{name}: p99 ms"
        rows.append(Row(figure, f"{last:.2f}", peer, f"{last / first:.2f}", "≤ 10; ≤ 1.5"))
    rows.append(Row("start to ready, s", f"{max(found['start_to_ready_seconds']):.2f}", aim="≤ 1.5"))
    return rows


def counters(found: Any) -> list[Row]:
    ours, theirs = (sorted(found[name])[len(found[name]) // 2] for name in ("slots", "one row"))
    return [
        Row(
            "entries/s that count at the root, PostgreSQL",
            f"{ours:,.0f}",
            f"one row: {theirs:,.0f}",
            f"{ours / theirs:.1f}",
        )
    ]


def pings(found: Any) -> list[Row]:
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


def pings_plan(found: Any) -> list[Row]:
    plan = found["plan"]
    return [Row(f"{plan['count']:,} pings planned, s", f"{plan['seconds']:.1f}", aim="≤ 10")]


def announce_plan(found: Any) -> list[Row]:
    return [
        Row(
            f"announcement planned for 100,000, {kind}, s",
            f"{sorted(rows['planned: s'])[len(rows['planned: s']) // 2]:.1f}",
            aim="≤ 10",
        )
        for kind, rows in found.items()
    ]


def language(found: Any) -> list[Row]:
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


def unit_search(found: Any) -> list[Row]:
    worst = max(found["ways"], key=lambda way: way["cpu_p99"])
    ratio = f"{worst['cpu_p99'] / worst['scan_cpu_p50']:.2f}"
    figure = f"a unit by name among {found['built']['units']:,} ({worst['how']}), p99 ms"
    return [Row(figure, f"{worst['cpu_p99']:.1f}", f"LIKE scan: {worst['scan_cpu_p50']:.0f}", ratio, "≤ 20")]


def rehearse(found: Any) -> list[Row]:
    rate, (first, last) = found["entries_per_second"], (found["memory"]["bot"][key] for key in _TENTHS)
    peer = "ODK Central, published: 41.2"
    return [
        *_verdict("rehearsal", found),
        Row("its entries/s, driver on the same cores", f"{rate:.0f}", peer, f"{rate / 41.2:.1f}"),
        Row("its memory, last tenth / second, MiB", f"{last:.0f} / {first:.0f}", "", f"{last / first:.2f}", "≤ 1.10"),
    ]


def rehearse_pg(found: Any) -> list[Row]:
    within = f"{found['takeover_seconds']:.1f}"
    return [
        *_verdict("two processes on PostgreSQL, rehearsal", found),
        Row("after a SIGKILL of either the other answers within, s", within, aim="≤ 15"),
    ]


def _verdict(what: str, found: Any) -> list[Row]:
    faults = sum(found["faults"].values())
    lost, left = f"{found['lost']} / {found['doubled']}", found["unanswered"] + found["gave_up"]
    return [
        Row(f"{what} of {found['entries']:,} with {faults:,} faults: lost / doubled", lost, aim="0 / 0"),
        Row("its people left without an answer", str(left), aim="0"),
        Row("its counters equal a recount", "yes" if found["recount_equal"] else "no", aim="yes"),
    ]
