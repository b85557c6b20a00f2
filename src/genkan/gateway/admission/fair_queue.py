"""The order in which waiting calls are served: organisations take turns, so do the people of each of them."""

from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator

from genkan.gateway.admission.waiter import Waiter

_Calls = OrderedDict[Waiter, None]
_People = OrderedDict[str, _Calls]


class FairQueue:
    """Who waits, in the order of service: round by round over organisations, over their people, first come first."""

    def __init__(self) -> None:
        self._organisations: OrderedDict[str, _People] = OrderedDict()
        self._sizes: dict[str, int] = {}
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Waiter]:
        return _in_turns(_in_turns(people.values()) for people in self._organisations.values())

    def push(self, waiter: Waiter) -> None:
        """Let a call wait, behind all others of the same key."""
        organisation = _organisation(waiter)
        people = self._organisations.setdefault(organisation, OrderedDict())
        people.setdefault(waiter.fair_key, OrderedDict())[waiter] = None
        self._sizes[organisation] = self._sizes.get(organisation, 0) + 1
        self._size += 1

    def head(self) -> Waiter | None:
        """The call that is served next."""
        people = next(iter(self._organisations.values()), None)
        return None if people is None else next(iter(next(iter(people.values()))))

    def take(self, waiter: Waiter) -> None:
        """Serve a call: the turn goes on to the next person and the next organisation."""
        organisation = _organisation(waiter)
        if self.remove(waiter) and organisation in self._organisations:
            people = self._organisations[organisation]
            self._organisations.move_to_end(organisation)
            if waiter.fair_key in people:
                people.move_to_end(waiter.fair_key)

    def remove(self, waiter: Waiter) -> bool:
        """Let a call go that was not served; false where it does not wait here."""
        organisation = _organisation(waiter)
        people = self._organisations.get(organisation, OrderedDict())
        calls = people.get(waiter.fair_key, OrderedDict())
        if waiter not in calls:
            return False
        del calls[waiter]
        self._size -= 1
        self._sizes[organisation] -= 1
        self._drop_what_is_empty(organisation, people, waiter.fair_key)
        return True

    def newest_beyond_its_share(self, fair_key: str) -> Waiter | None:
        """The newest call of the organisation that waits most, if one more of ``fair_key`` still waits less."""
        most = max(self._sizes, key=self._sizes.__getitem__, default=None)
        if most is None or self._sizes[most] <= self._sizes.get(fair_key.partition("/")[0], 0) + 1:
            return None
        people = self._organisations[most]
        return next(reversed(max(people.values(), key=len)))

    def _drop_what_is_empty(self, organisation: str, people: _People, fair_key: str) -> None:
        if not people[fair_key]:
            del people[fair_key]
        if not people:
            del self._organisations[organisation], self._sizes[organisation]


def _organisation(waiter: Waiter) -> str:
    return waiter.fair_key.partition("/")[0]


def _in_turns(rows: Iterable[Iterable[Waiter]]) -> Iterator[Waiter]:
    turns = deque(map(iter, rows))
    while turns:
        row = turns.popleft()
        for waiter in row:
            yield waiter
            turns.append(row)
            break
