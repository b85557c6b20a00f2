"""What ``genkan doctor`` says about letters by e-mail."""

import asyncio
from typing import TYPE_CHECKING

from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.kit import Problem
    from genkan.settings import Settings


def mailbox_states(settings: "Settings", words: Words) -> list[tuple[str, str]]:
    """Each mailbox that is looked into, and what keeps it from being opened, empty where nothing does."""
    from genkan.inquiry import mailbox_health
    from genkan.storage import Database

    async def look() -> list[tuple[str, str]]:
        database = Database(settings.database)
        try:
            found = await mailbox_health(database)
        finally:
            await database.close()
        return [
            (f"{each.mailbox.username} ({each.mailbox.host})", _told(each.problem, words)) for each in found
        ]

    return asyncio.run(look())


def _told(problem: "Problem | None", words: Words) -> str:
    if problem is None:
        return ""
    return words(
        str(problem),
        f"It cannot be opened ({type(problem).__name__}); letters stay there until it can.",
    )


def mail_state(settings: "Settings", words: Words) -> tuple[str, str]:
    """How many letters wait, and what is to be done, empty where nothing is."""
    from genkan.inquiry import mail_health
    from genkan.storage import Database

    async def look() -> tuple[str, str]:
        database = Database(settings.database)
        try:
            health = await mail_health(settings, database)
        finally:
            await database.close()
        counts = "、".join(f"{state.value} {count}" for state, count in health.counts.items())
        fault = health.fault
        told = words(
            f"{fault.label}GENKAN_SMTP_で始まる設定を確かめてください。電子メールは送信待ちのまま残ります。",
            f"It cannot be used ({fault.value}); check the settings GENKAN_SMTP_…. Letters wait meanwhile.",
        )
        return counts, told if fault else ""

    return asyncio.run(look())
