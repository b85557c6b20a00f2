"""Asking the Diet records API: one request for each run, as its operator asks programs not to press it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import msgspec

from genkan.apps.built_in.diet_search.answer import read_answer, speech_of
from genkan.apps.built_in.diet_search.errors import RecordsRefused, RecordsUnclear, WordsPersonal
from genkan.apps.built_in.diet_search.speech import Search, Speeches
from genkan.apps.program import WayOut
from genkan.catalogue import Deployment, DeploymentState, InformationClass
from genkan.fetch import AddressNotAllowed, Fetcher, FetchProblem, Limits, NotReached, ServiceRefused
from genkan.gateway import Departure, Outcome
from genkan.kit import Problem
from genkan.policy import Kind, find_personal_data

DESTINATION = Deployment(
    id="diet-records",
    title="国会会議録検索システム",
    protocol="diet_records",
    public_name="service:diet-records",
    operator="国立国会図書館",
    place="JP",
    ceiling=InformationClass.ONE,
    capacity=1,
    state=DeploymentState.ACTIVE,
    created_at=datetime.fromtimestamp(0, UTC),
)
MOST = 100
LIMITS = Limits(megabytes=50, seconds=60.0, attempts=2)
_PATH = "/speech"
_NEVER_SENT = frozenset(Kind) - {Kind.NAME, Kind.ADDRESS}
_MASKED = "伏せる必要のある個人情報"
_OUTCOMES: tuple[tuple[type[Problem], Outcome], ...] = (
    (AddressNotAllowed, Outcome.NOT_ADMITTED),
    (NotReached, Outcome.UNREACHABLE),
    (ServiceRefused, Outcome.REFUSED_BY_ENDPOINT),
    (RecordsRefused, Outcome.REFUSED_BY_ENDPOINT),
    (RecordsUnclear, Outcome.BROKEN),
    (FetchProblem, Outcome.BROKEN),
)


@dataclass(frozen=True)
class DietRecords:
    """Where the records are asked: the address up to ``/api``, empty where nothing may be asked outside.

    ``private`` allows a mirror in a private network. Whatever is asked goes out by the door of a run.
    """

    address: str = ""
    private: bool = False

    async def ask(self, door: WayOut, search: Search, *, start: int, most: int) -> Speeches:
        """At most ``most`` speeches from the ``start``-th on, as the service orders them.

        Raises ``WordsPersonal`` before anything is sent, what the ``door`` raises, ``FetchProblem``, ``RecordsUnclear`` or
        ``RecordsRefused``.
        """
        _check_words(search)
        conditions = _conditions(search)
        texts = tuple(conditions.values())
        async with door.leaving(DESTINATION, texts) as departure:
            if departure.texts != texts:
                raise WordsPersonal(kinds=_MASKED)
            asked = {**conditions, "startRecord": str(start), "maximumRecords": str(min(most, MOST))}
            return await self._found(asked, departure)

    async def _found(self, asked: Mapping[str, str], departure: Departure) -> Speeches:
        departure.leaves()
        try:
            async with Fetcher(private=self.private, limits=LIMITS) as fetcher:
                fetched = await fetcher.get(
                    self.address.rstrip("/") + _PATH,
                    query={**asked, "recordPacking": "json"},
                    accept="application/json",
                )
            answer = read_answer(fetched.content)
            listed = tuple(speech_of(each) for each in answer.speech_record)
        except Problem as problem:
            departure.end(_outcome(problem))
            raise
        departure.heard("".join(each.text for each in listed))
        return Speeches(answer.number_of_records, listed)


def _conditions(search: Search) -> dict[str, str]:
    """The words of a search under the names of the API, none of them empty."""
    conditions = {
        "any": " ".join(search.words),
        "speaker": search.speaker,
        "nameOfMeeting": search.meeting,
        "from": search.since,
        "until": search.until,
    }
    return {key: value for key, value in conditions.items() if value}


def _outcome(problem: Problem) -> Outcome:
    return next((each for kind, each in _OUTCOMES if isinstance(problem, kind)), Outcome.NOT_ADMITTED)


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
