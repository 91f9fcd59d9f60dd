"""What the operator's monitoring reads at /metrics."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


class Metrics:
    """One registry for one app, so that several can live in one process (tests)."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.received = Counter(
            "sangkien_messages_received",
            "Messages taken in and committed",
            ["channel"],
            registry=self.registry,
        )
        self.repeated = Counter(
            "sangkien_messages_repeated",
            "Messages delivered again and passed over",
            ["channel"],
            registry=self.registry,
        )
        self.limited = Counter(
            "sangkien_messages_limited",
            "Messages passed over: their sender was told to wait and went on",
            ["channel"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "sangkien_receive_seconds", "From a message's arrival to its commit", registry=self.registry,
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
        )  # fmt: skip
        self.waiting = Gauge(
            "sangkien_outbox_waiting",
            "Replies not yet taken by the channel",
            ["channel"],
            registry=self.registry,
        )
        self.pings_due = Gauge(
            "sangkien_pings_due",
            "Pings whose time has come and which are not yet said",
            ["kind"],
            registry=self.registry,
        )
        self.pings_late = Gauge(
            "sangkien_pings_late", "Of these, those that are late", ["kind"], registry=self.registry
        )

    def text(self) -> bytes:
        return generate_latest(self.registry)
