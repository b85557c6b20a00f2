"""On which days the looks of the sequential rule are taken."""

from datetime import date, datetime, time, timedelta

from genkan.trial.protocol.check.days import JAPAN, day_of
from genkan.trial.protocol.choices import Stopping
from genkan.trial.protocol.document import Protocol


def days_of_looks(protocol: Protocol) -> tuple[date, ...]:
    """The days of the declared looks: every so many days after the first day, until the last one; none by a fixed rule."""
    first, last = day_of(protocol.opens_on), day_of(protocol.closes_on)
    every = protocol.look_every_days
    if protocol.stopping is not Stopping.SEQUENTIAL or every < 1 or first is None or last is None:
        return ()
    return tuple(
        first + timedelta(days=every * number) for number in range(1, (last - first).days // every + 1)
    )


def begins_at(day: date) -> datetime:
    """The first moment of a day in Japan: a look on it counts what was before."""
    return datetime.combine(day, time(), tzinfo=JAPAN)
