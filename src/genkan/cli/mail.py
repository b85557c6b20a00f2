"""What ``genkan doctor`` says about letters by e-mail."""

import asyncio
from typing import TYPE_CHECKING

from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.settings import Settings


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
