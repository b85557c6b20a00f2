"""Days of a protocol."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

from genkan.trial.protocol.check.finding import Finding, found
from genkan.trial.protocol.check.rule import Rule
from genkan.trial.protocol.document import Protocol
from genkan.trial.protocol.item import Item

JAPAN = timezone(timedelta(hours=9), "JST")
_LENGTH = len("2026-09-01")


def day_of(text: str) -> date | None:
    """The day of ``2026-09-01``; ``None`` for anything else."""
    try:
        return date.fromisoformat(text) if len(text) == _LENGTH else None
    except ValueError:
        return None


def day_in_japan(moment: datetime) -> date:
    """The day in Japan of a moment."""
    return moment.astimezone(JAPAN).date()


def check_days(protocol: Protocol, *, today: date, amends: bool) -> Iterator[Finding]:
    """The period; an amendment may keep a beginning that is past."""
    opens, closes = day_of(protocol.opens_on), day_of(protocol.closes_on)
    for item, day in ((Item.OPENS_ON, opens), (Item.CLOSES_ON, closes)):
        if day is None:
            yield found(Rule.DAY_UNFIT, item, item=item)
    if opens and closes and closes < opens:
        yield found(Rule.DAYS_REVERSED, Item.CLOSES_ON)
    if opens and opens < today and not amends:
        yield found(Rule.OPENS_IN_THE_PAST, Item.OPENS_ON)
    if closes and closes < today:
        yield found(Rule.CLOSES_IN_THE_PAST, Item.CLOSES_ON)
