"""Finding again, in any spelling, what a detector found once."""

from collections.abc import Iterator, Sequence

from genkan.policy.personal_data import compact, fold

_SHORTEST = 2


def find_elsewhere(
    text: str, spellings: Sequence[str], *, taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, str]]:
    """Where else these stand in the text, longest first: start, end and the spelling that was searched for.

    Spaces, dashes and the script of digits and letters do not matter. Nothing that touches a place already taken is
    given: a value of which a part is replaced can no longer be read.
    """
    whole = compact(fold(text))
    free = _Free(len(text), taken)
    for wanted, spelling in _searched(spellings):
        place = whole.text.find(wanted)
        while place >= 0:
            start, end = whole.span(place, place + len(wanted))
            is_free = free.take(start, end)
            if is_free:
                yield start, end, spelling
            place = whole.text.find(wanted, place + (len(wanted) if is_free else 1))


def _searched(spellings: Sequence[str]) -> list[tuple[str, str]]:
    """Each spelling once in its compact form, longest first; one character alone is no value."""
    forms = {compact(fold(spelling)).text: spelling for spelling in reversed(spellings)}
    return sorted(
        ((form, spelling) for form, spelling in forms.items() if len(form) >= _SHORTEST),
        key=lambda pair: -len(pair[0]),
    )


class _Free:
    """Which characters of a text are not yet taken."""

    def __init__(self, length: int, taken: Sequence[tuple[int, int]]) -> None:
        self._marks = bytearray(length)
        for start, end in taken:
            self._mark(start, end)

    def take(self, start: int, end: int) -> bool:
        """Take the span where all of it is free; whether it was."""
        if any(self._marks[start:end]):
            return False
        self._mark(start, end)
        return True

    def _mark(self, start: int, end: int) -> None:
        self._marks[start:end] = b"\x01" * (end - start)
