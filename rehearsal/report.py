"""The report of a rehearsal: one object for machines, a few lines for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rehearsal.figures import Figures, Memory
from rehearsal.setting import Setting
from rehearsal.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that came of a rehearsal. `in_order`: the processes ended when they were told to."""

    setting: Setting
    people: int
    seconds: float
    figures: Figures
    verdict: Verdict
    bot: Memory
    own: Memory
    not_rehearsed: Sequence[str]
    personal_lines: int
    in_order: bool
    cpu_seconds: tuple[float, float]  # of the bot, and of the rehearsal itself

    @property
    def passed(self) -> bool:
        """Nothing lost or doubled, nobody left without an answer, and the counters right."""
        figures, verdict = self.figures, self.verdict
        wrong = (verdict.lost, verdict.doubled, verdict.untold, verdict.unsent, figures.unanswered, figures.gave_up)
        return verdict.recount_equal and not any(wrong)

    def as_json(self) -> Mapping[str, Any]:
        figures, verdict = self.figures, self.verdict
        return {
            "entries": verdict.entries,
            "lost": verdict.lost,
            "doubled": verdict.doubled,
            "recount_equal": verdict.recount_equal,
            "entries_per_second": round(figures.told / self.seconds, 1),
            "turns_per_second": round(figures.turns.count / self.seconds, 1),
            "p50_ms": round(figures.turns.quantile_ms(0.5), 1),
            "p99_ms": round(figures.turns.quantile_ms(0.99), 1),
            "longest_ms": round(figures.turns.longest_ms, 1),
            "peak_rss_mb": round(self.bot.peak, 1),
            "faults": dict(figures.faults),
            "not_rehearsed": list(self.not_rehearsed),
            "seconds": round(self.seconds, 1),
            "seed": self.setting.seed,
            "days": self.setting.days,
            "processes": self.setting.processes,
            "chats": self.setting.chats,
            "people": self.people,
            "turns": figures.turns.count,
            "abandoned": figures.abandoned,
            "untold": verdict.untold,
            "unsent": verdict.unsent,
            "unanswered": figures.unanswered,
            "confused": figures.confused,
            "gave_up": figures.gave_up,
            "failed_messages": verdict.failed,
            "repeated_answers": figures.repeated_answers,
            "refused": {str(status): count for status, count in sorted(figures.refused.items())},
            "ended_by_themselves": figures.ended_by_themselves,
            "takeover_seconds": round(figures.takeover_seconds, 1),
            "memory": {"bot": _tenths(self.bot), "own": _tenths(self.own)},
            "cpu_ms_a_turn": {
                name: round(1_000 * seconds / max(1, figures.turns.count), 2)
                for name, seconds in zip(("bot", "own"), self.cpu_seconds, strict=True)
            },
            "recount_differences": verdict.differences,
            "personal_data_in_logs": self.personal_lines,
            "ended_in_order": self.in_order,
            "passed": self.passed,
            "odd": [*verdict.odd, *figures.notes],
        }


def _tenths(memory: Memory) -> Mapping[str, Any]:
    return {
        "second_tenth_mb": round(memory.mean(1), 1), "last_tenth_mb": round(memory.mean(9), 1),
        "peak_mb": round(memory.peak, 1), "flat": memory.flat,
        "tenths_mb": [round(memory.mean(tenth)) for tenth in range(10)],
    }  # fmt: skip


def lines(found: Mapping[str, Any]) -> list[str]:
    """The same for people."""
    memory = found["memory"]["bot"]
    struck = ", ".join(f"{kind} {count}" for kind, count in found["faults"].items()) or "none"
    said = [
        f"{'✓' if found['passed'] else '✗'} {found['entries']} entries of {found['people']} people over "
        f"{found['days']} days, in {found['seconds']:.0f} s",
        f"lost {found['lost']}, doubled {found['doubled']}, without a receipt {found['untold']}, "
        f"unanswered {found['unanswered'] + found['gave_up']}, replies not sent {found['unsent']}",
        f"counters: {'as the recount' if found['recount_equal'] else 'not as the recount'}",
        f"{found['entries_per_second']} entries/s, {found['turns_per_second']} turns/s; a turn took "
        f"{found['p50_ms']} ms (median), {found['p99_ms']} ms (99 of 100), {found['longest_ms']} ms (longest)",
        f"memory: {memory['second_tenth_mb']} MB in the second tenth, {memory['last_tenth_mb']} MB in the last, "
        f"{found['peak_rss_mb']} MB at most",
        f"faults: {struck}; answers said twice: {found['repeated_answers']}; after a kill others were answered "
        f"within {found['takeover_seconds']} s",
        f"processes that ended by themselves: {found['ended_by_themselves']}; messages whose handling failed: "
        f"{found['failed_messages']}; lines with personal data in the logs: {found['personal_data_in_logs']}",
    ]
    if found["not_rehearsed"]:
        said.append(f"not rehearsed: {', '.join(found['not_rehearsed'])}")
    return [*said, *(f"  {odd}" for odd in found["odd"])]
