"""Which letters of a list are new, and which were taken in before or stand in the list twice: pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from genkan.inquiry.importing.row import RowLetter


@dataclass(frozen=True)
class Repeated:
    """A row that says again what is known: a case, or the row ``first`` of the same rows.

    ``is_other`` tells of one that shares only its reference number and says something else.
    """

    row: int
    case_id: str
    first: int
    is_other: bool = False


@dataclass(frozen=True)
class Parted:
    """The new letters, and the rows that repeat something."""

    fresh: tuple[RowLetter, ...]
    repeated: tuple[Repeated, ...]


def part(letters: Iterable[RowLetter], known: Mapping[str, str]) -> Parted:
    """``known`` are the cases of earlier letters by fingerprint."""
    fresh, repeated = list[RowLetter](), list[Repeated]()
    seen: dict[str, int] = {}
    for letter in letters:
        case_id = next((known[each] for each in letter.fingerprints if each in known), "")
        first = next((seen[each] for each in letter.fingerprints if each in seen), 0)
        if case_id or first:
            is_other = letter.fingerprints[0] not in known and letter.fingerprints[0] not in seen
            repeated.append(Repeated(letter.number, case_id, first, is_other))
        else:
            fresh.append(letter)
            seen |= dict.fromkeys(letter.fingerprints, letter.number)
    return Parted(tuple(fresh), tuple(repeated))
