"""Files that people send: those that are taken go on, of the others is said what is taken instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from conversation.file_kinds import declared, kinds_taken
from conversation.message import Say
from handlers.turn import Turn
from storage.drafts import bytes_in_drafts

DAY = timedelta(hours=24)


async def sift(turn: Turn) -> bool:
    """Whether anything is left of a message with files; its words are taken in any case.

    What lies with the channel's vendor is judged by its name, type and size, before it is fetched; the fetched
    content is looked into again (bot/file_content.py). The page's own files were looked into on their way in.
    """
    message, limits = turn.message, turn.campaign.limits
    files = tuple(file for file in message.files if file.sha256 or declared(file) in limits.kinds)
    if len(files) < len(message.files):
        turn.says.append(Say(kinds_taken(limits.kinds)))
    small = tuple(file for file in files if file.sha256 or file.bytes <= limits.longest_bytes)
    if len(small) < len(files):
        turn.say("file-too-large", limit=limits.longest_bytes // 1_000_000)
        files = small
    wanted = sum(file.bytes for file in files if not file.sha256)
    if wanted and wanted + await bytes_in_drafts(turn.session, turn.person.id, turn.now - DAY) > limits.bytes_a_day:
        turn.say("file-day-full", limit=limits.bytes_a_day // 1_000_000)
        files = tuple(file for file in files if file.sha256)
    turn.message = replace(message, files=files)
    return bool(files or message.text)
