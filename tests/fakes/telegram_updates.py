"""Brings updates to the bot: the queue behind getUpdates, or the webhook."""

from __future__ import annotations

import asyncio
import secrets

from .telegram_rules import SILENT_UPDATES, update_types
from .telegram_values import Json, Refused
from .telegram_webhook import Hook, Outlet, Pending, Push, Pusher

KEPT_SECONDS = 86_400
LONGEST_POLL = 50
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
OTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


class Delivery:
    """Updates on their way; ids increase from a random start."""

    def __init__(self, outlet: Outlet) -> None:
        self.pending: list[Pending] = []
        self.pushes: list[Push] = []
        self.pusher: Pusher | None = None
        self._now = outlet.now
        self._outlet = outlet
        self._allowed = update_types() - SILENT_UPDATES
        self._next_id = 100_000_000 + secrets.randbelow(800_000_000)
        self.polls = 0  # how many were begun
        self._closed = False
        self._news = asyncio.Condition()

    async def put(self, update: Json, *, again: bool = False) -> Json:
        """Queues an update, with a new id unless it has one; kinds the bot did not ask for are dropped."""
        update = dict(update)
        if "update_id" not in update:
            update = {"update_id": self._next_id, **update}
            self._next_id += 1
        kind = next((name for name in update if name != "update_id"), "")
        if kind in update_types() and kind not in self._allowed:
            return update
        item = Pending(update, lane_of(update), self._now(), again)
        self.pending.append(item)
        if self.pusher:
            self.pusher.offer(item)
        await self._wake()
        return update

    async def poll(self, params: Json) -> list[Json]:
        """getUpdates: confirms what lies before `offset`, waits, gives what is pending."""
        if self.pusher:
            raise Refused(409, WEBHOOK_ACTIVE)
        self._allow(params)
        self.polls += 1
        mine = self.polls
        await self._wake()
        self._confirm(params.get("offset", 0))
        wait = min(params.get("timeout", 0), LONGEST_POLL)
        async with self._news:
            try:
                async with asyncio.timeout(wait):
                    await self._news.wait_for(lambda: self._answerable(mine))
            except TimeoutError:
                return []
        if self.polls != mine and not self._closed:
            raise Refused(409, OTHER_POLLER)
        given = [] if self.pusher else self.pending[: params.get("limit", 100)]
        for item in given:
            item.again = False
        return [item.update for item in given]

    async def set_webhook(self, params: Json) -> None:
        await self.delete_webhook(params)
        if not params["url"]:
            return
        self._allow(params)
        hook = Hook(params["url"], params.get("secret_token"), params.get("max_connections", 40))
        self.pusher = Pusher(hook, self._outlet, self.pushes, self._done)
        for item in self.pending:
            self.pusher.offer(item)
        await self._wake()

    async def delete_webhook(self, params: Json) -> None:
        pusher, self.pusher = self.pusher, None
        if pusher:
            await pusher.close()
        if params.get("drop_pending_updates"):
            self.pending.clear()

    def webhook_info(self) -> Json:
        info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(self.pending)}
        if self._allowed != update_types() - SILENT_UPDATES:
            info["allowed_updates"] = sorted(self._allowed)
        if self.pusher:
            info |= {"url": self.pusher.hook.url, "max_connections": self.pusher.hook.connections}
            info |= {"ip_address": "127.0.0.1"} | self.pusher.error
        return info

    @property
    def busy(self) -> bool:
        """Is there an update that a bot, which has shown itself, has not taken?"""
        return bool(self.pending and (self.pusher or self.polls))

    async def close(self) -> None:
        self._closed = True
        await self._wake()
        await self.delete_webhook({})

    def _answerable(self, poller: int) -> bool:
        return bool(self._closed or self.polls != poller or self.pending or self.pusher)

    def _allow(self, params: Json) -> None:
        # Like the server: the list given last stays until another is given; an empty one is the default.
        if "allowed_updates" in params:
            self._allowed = frozenset(params["allowed_updates"]) or update_types() - SILENT_UPDATES

    def _confirm(self, offset: int) -> None:
        fresh = [item for item in self.pending if item.at > self._now() - KEPT_SECONDS]
        if offset < 0:
            fresh = fresh[offset:]
        self.pending = [item for item in fresh if item.again or item.update["update_id"] >= offset]

    def _done(self, item: Pending) -> None:
        if item in self.pending:
            self.pending.remove(item)

    async def _wake(self) -> None:
        async with self._news:
            self._news.notify_all()


def lane_of(update: Json) -> int:
    """Updates of one chat (or, without a chat, of one person) come one after another."""
    content = next((value for value in update.values() if isinstance(value, dict)), {})
    message = content.get("message") or {}
    whose = content.get("chat") or message.get("chat") or content.get("from") or {}
    return int(whose.get("id", 0))
