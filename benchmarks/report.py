"""Prints what turns.py found, as tables for people."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.machine import Machine

_COLUMNS = (
    "bot", "turns/s", "min-max", "p50 ms", "p99 ms", "MiB", "CPU", "ms/turn", "load", "others", "errors",
)  # fmt: skip
_WIDTH = 110


def show(found: dict[str, Any]) -> None:
    """The machine, one row a bot, the ratios, what was kept, and the first errors."""
    console = Console(width=_WIDTH)
    setting = found["setting"]
    title = f"{setting['chats']} chats, {setting['rounds']} rounds of {setting['seconds']:g} s, medians"
    table = Table(title=title, caption=Machine(**found["machine"]).line())
    for name in _COLUMNS:
        table.add_column(name, justify="left" if name == "bot" else "right")
    for bot in found["bots"].values():
        table.add_row(*_row(bot))
    console.print(table)
    for key, ratio in found["ratios"].items():
        low, high = ratio["spread"]
        by_cpu = f"{ratio['by_cpu']:.2f} by processor time"
        console.print(f"ours / {key}: {ratio['ratio']:.2f} (rounds: {low:.2f} to {high:.2f}), {by_cpu}")
    for key, kept in found["kept"].items():
        console.print(f"{key}: initiatives a second: {found['bots'][key]['initiatives_per_second']:.1f}")
        console.print(
            f"{key}: updates answered 200: {kept['answered']}, receipts in the database: {kept['receipts']}; "
            f"initiatives confirmed: {kept['told']}, in the database: {kept['initiatives']}; "
            f"lost: {kept['lost']}; replies not marked sent: {kept['unsent']}"
        )
    for key, bot in found["bots"].items():
        for words in bot["error_words"]:
            console.print(f"{key}: {words}", markup=False)


def _row(bot: dict[str, Any]) -> tuple[str, ...]:
    rounds = bot["rounds"]
    return (
        bot["name"],
        f"{bot['turns_per_second']:,.0f}",
        f"{min(rounds):,.0f}-{max(rounds):,.0f}",
        f"{bot['p50_ms']:.1f}",
        f"{bot['p99_ms']:.1f}",
        f"{bot['peak_mib']:.0f}",
        f"{bot['cpu']:.0%}",
        f"{bot['cpu_ms_per_turn']:.2f}",
        f"{bot['load_cpu']:.0%}",
        f"{max(bot['others_cpu']):.0%}",
        str(bot["errors"]),
    )
