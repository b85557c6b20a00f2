"""Taking out of a case what tells who asked: what detectors find, what is known of the citizen, and the number."""

import re
from collections.abc import Iterator, Sequence

from genkan.inquiry.case import Citizen
from genkan.policy import Finding, Kind, find_personal_data, mask

_SHORTEST = 2


def without_persons(texts: Sequence[str], *, citizen: Citizen, number: str) -> tuple[str, ...]:
    """The texts with 〔kind and number〕 in the place of personal data, the same for the same in all of them."""
    bare = [_without_number(text, number) for text in texts]
    findings = [_found(text, citizen) for text in bare]
    return mask(bare, findings=findings).texts


def _without_number(text: str, number: str) -> str:
    """「（受付番号R8-000001）」 goes with its parentheses: who has it may know the citizen."""
    escaped = re.escape(number)
    return re.sub(rf"[（(]\s*受付番号\s*{escaped}\s*[）)]|(?:受付番号)?\s*{escaped}", "", text)


def _found(text: str, citizen: Citizen) -> tuple[Finding, ...]:
    found = [*find_personal_data(text), *_of(citizen, text)]
    return tuple(sorted(found, key=lambda each: (each.start, -each.end)))


def _of(citizen: Citizen, text: str) -> Iterator[Finding]:
    """Where what is known of the citizen stands, in the spelling in which it is known."""
    known = {Kind.NAME: citizen.name, Kind.ADDRESS: citizen.address, Kind.EMAIL: citizen.email}
    for kind, value in known.items():
        spellings = {value.strip(), "".join(value.split())}
        for spelling in (each for each in spellings if len(each) >= _SHORTEST):
            for place in re.finditer(re.escape(spelling), text):
                yield Finding(kind, place.start(), place.end(), "".join(value.split()))
