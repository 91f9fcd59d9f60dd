"""How fast is written: pings on their own beat, answers never behind them, chats and groups spared, pauses kept."""

from __future__ import annotations

from bot.pace import Pace, Rates

LAN, BINH, GROUP = "telegram:1", "telegram:2", "telegram:-3"


def gone(pace: Pace, seconds: float, ping: bool, address: str = "", group: bool = False) -> list[float]:
    """When messages leave that are always waiting, each to somebody else unless an address is given."""
    now, times = 0.0, list[float]()
    while now < seconds:
        to = address or f"telegram:{len(times) + 100}"
        if wait := pace.wait(to, group, ping, now):
            now += wait
            continue
        pace.sent(to, group, ping, now)
        times.append(now)
    return times


def test_pings_keep_the_configured_rate() -> None:
    for rate in (5, 24, 24.5):
        times = gone(Pace(Rates(pings_per_second=rate)), 20, ping=True)
        assert abs(len(times) / 20 - rate) <= 0.05 * rate


def test_answers_alone_are_not_held_to_the_rate_for_many() -> None:
    pace = Pace(Rates())
    for number in range(1_000):
        assert pace.wait(f"telegram:{number}", False, False, 7.0) == 0
        pace.sent(f"telegram:{number}", False, False, 7.0)


def test_pings_make_room_for_answers_and_no_second_has_too_many() -> None:
    pace, times, now, number = Pace(Rates()), [], 0.0, 0
    answers = [at / 10 for at in range(100)]  # ten a second for ten seconds
    while now < 10:
        while answers and answers[0] <= now:
            assert pace.wait(f"telegram:{number}", False, False, now) < 0.1
            pace.sent(f"telegram:{number}", False, False, now)
            times.append(answers.pop(0))
            number += 1
        if not pace.wait(f"telegram:{number}", False, True, now):
            pace.sent(f"telegram:{number}", False, True, now)
            times.append(now)
            number += 1
        now += 0.005
    assert max(sum(start <= at < start + 1 for at in times) for start in times) <= 30


def test_one_chat_may_get_a_burst_and_then_one_a_second() -> None:
    times = gone(Pace(Rates(chat_burst=5)), 10, ping=False, address=LAN)
    assert times[:5] == [0.0] * 5
    assert [round(at, 6) for at in times[5:]] == [float(at) for at in range(1, 10)]


def test_a_group_gets_twenty_in_any_minute_and_a_long_message_counts_as_several() -> None:
    pace = Pace(Rates(chat_per_second=0))
    times = gone(pace, 150, ping=False, address=GROUP, group=True)
    assert [round(at) for at in times] == [0] * 20 + [60] * 20 + [120] * 20
    pace.sent(GROUP, True, False, 200.0, count=19)
    assert pace.wait(GROUP, True, False, 200.0) == 0
    pace.sent(GROUP, True, False, 200.0)
    assert pace.wait(GROUP, True, False, 200.0) == 60


def test_a_pause_holds_what_it_names_for_exactly_as_long() -> None:
    pace = Pace(Rates(chat_per_second=0))
    pace.close(LAN, False, 10.0, 7.0)
    assert pace.wait(LAN, False, False, 10.0) == 7.0
    assert pace.wait(BINH, False, False, 10.0) == pace.wait(BINH, False, True, 10.0) == 0
    assert pace.wait(LAN, False, False, 17.0) == 0
    pace.close(LAN, True, 20.0, 5.0)  # a ping was refused: all pings rest, answers go on
    assert pace.wait(BINH, False, True, 20.0) == 5.0
    assert pace.wait(BINH, False, False, 20.0) == 0


def test_a_chat_is_forgotten_when_nothing_holds_it_up_any_more() -> None:
    pace = Pace(Rates())
    pace.close(LAN, False, 0.0, 500.0)
    for at in range(100):
        pace.sent(GROUP, True, False, 400.0, count=1)
        pace.sent(f"telegram:{at}", False, False, float(at))
    assert pace.wait(LAN, False, False, 400.0) == 100.0
    assert pace.wait(GROUP, True, False, 400.0) > 50.0
    for at in range(1_000):
        pace.sent(f"telegram:{at}", False, False, 500.0 + at)
    assert pace.remembered <= 4
