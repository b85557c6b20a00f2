"""What the page of the daily looks draws: for each arm the days, where their marks stand, and what they say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from genkan.trial.drift import Alarm, EraNews, Look, OpenTrial
from genkan.ui import mark as _

REASONS = {
    Alarm.BUILD.value: _("接続先に記録されたビルドが変わりました。"),
    Alarm.FINGERPRINT.value: _("サーバーが示すモデル名又は識別子が変わりました。"),
    Alarm.AGREEMENT.value: _("最初の観測と同じ回答の割合が、偶然とは言えないほど下がりました。"),
    Alarm.LENGTH.value: _("回答の長さが、偶然とは言えないほど変わりました。"),
}
_NARROWEST = 14


@dataclass(frozen=True)
class Point:
    """One look as it is drawn: ``x`` and ``y`` from 0 to 100 from the left and the top, ``y`` ``None`` for no value."""

    x: float
    y: float | None
    length_y: float | None
    look: Look

    @property
    def share(self) -> float | None:
        """The share of the same answers as at the first look of the era."""
        return self.look.agreement.share

    @property
    def length(self) -> float | None:
        """The mean length of the whole answers, in characters."""
        lengths = [length for length in self.look.heard.lengths if length]
        return sum(lengths) / len(lengths) if lengths else None


@dataclass(frozen=True)
class Series:
    """One arm: its looks, the eras that began with where they are drawn, and the longest mean length."""

    name: str
    title: str
    era: int
    points: tuple[Point, ...]
    eras: tuple[tuple[float, EraNews], ...]
    longest: float

    @property
    def lines(self) -> tuple[tuple[Point, Point], ...]:
        """Neighbouring looks of one era, to be joined by a line."""
        return tuple(
            (one, two)
            for one, two in pairwise(self.points)
            if one.look.era == two.look.era and one.y is not None and two.y is not None
        )


def series_of(trial: OpenTrial, looks: Sequence[Look], eras: Sequence[EraNews]) -> tuple[Series, ...]:
    """One series for each arm of the protocol, in its order."""
    arms = trial.protocol.arms if trial.protocol else ()
    days = _Days(looks)
    return tuple(
        _series(
            (arm.name, arm.title),
            [look for look in looks if look.arm == arm.name],
            [era for era in eras if era.arm == arm.name],
            days,
        )
        for arm in arms
    )


class _Days:
    """Where the days of all looks stand, the same for every arm; a fortnight at least."""

    def __init__(self, looks: Sequence[Look]) -> None:
        days = [date.fromisoformat(look.day) for look in looks]
        self._first = min(days, default=date.min)
        self._span = max(_NARROWEST, (max(days, default=date.min) - self._first).days)

    def place(self, day: str) -> float:
        """From 0 to 100."""
        return 100 * (date.fromisoformat(day) - self._first).days / self._span


def _series(named: tuple[str, str], looks: Sequence[Look], eras: Sequence[EraNews], days: _Days) -> Series:
    longest = max((Point(0, None, None, look).length or 0 for look in looks), default=0) or 1
    began = {look.era + 1: days.place(look.day) for look in looks if look.alarm}
    return Series(
        *named,
        era=max((era.era for era in eras), default=1),
        points=tuple(_point(look, days, longest) for look in looks),
        eras=tuple((began.get(era.era, 0.0), era) for era in eras if era.era > 1),
        longest=longest,
    )


def _point(look: Look, days: _Days, longest: float) -> Point:
    share, length = look.agreement.share, Point(0, None, None, look).length
    return Point(
        x=days.place(look.day),
        y=None if share is None else 100 * (1 - share),
        length_y=None if length is None else 100 * (1 - length / longest),
        look=look,
    )
