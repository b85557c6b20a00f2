"""Who is asked on which day: drawn from the seed, so that anyone can repeat it, at most once a week (抽出). Pure."""

from datetime import date, timedelta

from genkan.trial.chance import chance

_DAYS = 7


def is_asked(person_id: str, day: date, *, seed: str, share: float) -> bool:
    """Whether a person is asked on a day in Japan: on the first day of its week (from Monday) on which the draw falls.

    Every day the draw falls with the chance ``share``; a later day of the same week is left out.
    """
    monday = day - timedelta(days=day.weekday())
    week = (monday + timedelta(days=number) for number in range(_DAYS))
    first = next((each for each in week if _falls_on(person_id, each, seed=seed, share=share)), None)
    return first == day


def _falls_on(person_id: str, day: date, *, seed: str, share: float) -> bool:
    return chance(seed, pulse=person_id, day=day.isoformat()) < share
