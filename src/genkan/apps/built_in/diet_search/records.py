"""Asking the Diet records API: one request for each run, as its operator asks programs not to press it."""

import json
from dataclasses import asdict, dataclass

import msgspec

from genkan.apps.built_in.diet_search.answer import read_answer, speech_of
from genkan.apps.built_in.diet_search.errors import WordsPersonal
from genkan.apps.built_in.diet_search.speech import Search, Speeches
from genkan.fetch import Fetcher, Limits
from genkan.policy import Kind, find_personal_data

MOST = 100
LIMITS = Limits(megabytes=50, seconds=60.0, attempts=2)
_PATH = "/speech"
_NEVER_SENT = frozenset(Kind) - {Kind.NAME, Kind.ADDRESS}


@dataclass(frozen=True)
class DietRecords:
    """Where the records are asked: the address up to ``/api``, empty where nothing may be asked outside.

    ``private`` allows a mirror in a private network.
    """

    address: str = ""
    private: bool = False

    async def ask(self, search: Search, *, start: int, most: int) -> Speeches:
        """At most ``most`` speeches from the ``start``-th on, as the service orders them.

        Raises ``WordsPersonal`` before anything is sent, ``FetchProblem``, ``RecordsUnclear`` or ``RecordsRefused``.
        """
        _check_words(search)
        query = {
            "any": " ".join(search.words),
            "speaker": search.speaker,
            "nameOfMeeting": search.meeting,
            "from": search.since,
            "until": search.until,
            "startRecord": str(start),
            "maximumRecords": str(min(most, MOST)),
            "recordPacking": "json",
        }
        asked = {key: value for key, value in query.items() if value}
        async with Fetcher(private=self.private, limits=LIMITS) as fetcher:
            address = self.address.rstrip("/") + _PATH
            fetched = await fetcher.get(address, query=asked, accept="application/json")
        answer = read_answer(fetched.content)
        return Speeches(answer.number_of_records, tuple(speech_of(each) for each in answer.speech_record))


def _check_words(search: Search) -> None:
    """Numbers and addresses of persons leave for no service; names of people and places are what debates are about."""
    said = "\n".join((*search.words, " ".join(search.words), search.speaker, search.meeting))
    kinds = {each.kind: None for each in find_personal_data(said, _NEVER_SENT)}
    if kinds:
        raise WordsPersonal(kinds="、".join(kinds))


def written(speeches: Speeches) -> str:
    """Speeches as a step of a run keeps them."""
    return json.dumps(asdict(speeches), ensure_ascii=False)


def read(step: str) -> Speeches:
    """What :func:`written` wrote."""
    return msgspec.json.decode(step, type=Speeches)
