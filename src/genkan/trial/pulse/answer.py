"""The answers to the short survey as a form sends them (週次アンケート)."""

import re
import unicodedata
from dataclasses import dataclass

from genkan.trial.pulse.errors import MinutesUnfit, PulseEmpty

MOST_MINUTES = 2_400
_NUMBER = re.compile(r"[-+]?[0-9]{1,6}")
_GRADES = frozenset("12345")


@dataclass(frozen=True)
class PulseAnswer:
    """Minutes saved in a week, below 0 for minutes lost; whether the work got better, 1 to 5; ``None`` for no answer."""

    minutes: int | None
    better: int | None


def read_answer(minutes: str, *, better: str) -> PulseAnswer:
    """The answers in a form. Raises ``PulseEmpty`` where there is none, and ``MinutesUnfit``."""
    typed = unicodedata.normalize("NFKC", minutes).replace("−", "-").replace(",", "").strip()
    if typed and not _NUMBER.fullmatch(typed):
        raise MinutesUnfit(limit=f"{MOST_MINUTES:,}")
    answer = PulseAnswer(int(typed) if typed else None, int(better) if better in _GRADES else None)
    if answer.minutes is not None and abs(answer.minutes) > MOST_MINUTES:
        raise MinutesUnfit(limit=f"{MOST_MINUTES:,}")
    if answer.minutes is None and answer.better is None:
        raise PulseEmpty
    return answer
