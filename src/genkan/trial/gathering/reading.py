"""The evidence of one trial out of the ledger's events: pure, portion by portion, so that millions fit."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from genkan.trial.evidence import TABLES, Evidence
from genkan.trial.gathering.event import RecordedEvent
from genkan.trial.gathering.exposing import OF_AN_EXPOSURE, read_exposure
from genkan.trial.gathering.pseudonyms import Pseudonyms
from genkan.trial.gathering.ruling import Rules
from genkan.trial.gathering.setting import OF_A_SETTING, read_setting

OF_THE_EVIDENCE = OF_A_SETTING | OF_AN_EXPOSURE


class Gathering:
    """Reads a trial: first what belongs to it as a whole, then one comparison after another.

    Persons are named by ``key``, or by ``names``.
    """

    def __init__(
        self,
        trial: str,
        setting: Iterable[RecordedEvent],
        *,
        key: bytes = b"",
        names: Pseudonyms | None = None,
    ) -> None:
        self._trial = trial
        self._names = names or Pseudonyms(key)
        self.setting = read_setting(trial, setting, self._names)
        self._rules = Rules(self.setting.protocols, self.setting.eras)

    def portion(self, events: Iterable[RecordedEvent]) -> Evidence | None:
        """The rows of one comparison, given all of its events; comparisons come in the order of their identifiers.

        ``None`` for a comparison outside the trial.
        """
        read = read_exposure(self._trial, list(events), self._names)
        return None if read is None else self._rules.apply(read)


def read_portions(trial: str, events: Iterable[RecordedEvent], *, key: bytes) -> Iterator[Evidence]:
    """The evidence of a trial in portions: the setting, then each comparison. Events come in any order."""
    known = [event for event in events if event.kind in OF_THE_EVIDENCE]
    gathering = Gathering(trial, (event for event in known if event.kind in OF_A_SETTING), key=key)
    yield gathering.setting
    of_exposures = sorted(
        (event for event in known if event.kind in OF_AN_EXPOSURE), key=lambda event: event.object_id
    )
    for _, together in groupby(of_exposures, key=lambda event: event.object_id):
        portion = gathering.portion(together)
        if portion is not None:
            yield portion


def read_evidence(trial: str, events: Iterable[RecordedEvent], *, key: bytes) -> Evidence:
    """All of the evidence of a trial; persons get names by the key. Events come in any order, and of any room."""
    return gather(trial, read_portions(trial, events, key=key))


def gather(trial: str, portions: Iterable[Evidence]) -> Evidence:
    """Portions as one, each table in the order in which its rows came."""
    tables: dict[str, list[object]] = {name: [] for name in TABLES}
    for portion in portions:
        for name, rows in tables.items():
            rows.extend(getattr(portion, name))
    return Evidence(trial=trial, **{name: tuple(rows) for name, rows in tables.items()})  # pyright: ignore[reportArgumentType]
