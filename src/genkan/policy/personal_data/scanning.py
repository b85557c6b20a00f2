"""All detectors over one folded text."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from genkan.policy.personal_data.address import find_addresses
from genkan.policy.personal_data.bank_account import BANK_ACCOUNT
from genkan.policy.personal_data.credit_card import CREDIT_CARD
from genkan.policy.personal_data.driving_licence import DRIVING_LICENCE
from genkan.policy.personal_data.email import find_emails
from genkan.policy.personal_data.folding import fold, may_hold_numbers_or_addresses
from genkan.policy.personal_data.health_insurance import HEALTH_INSURANCE
from genkan.policy.personal_data.kind import ALL_KINDS, Finding, Kind
from genkan.policy.personal_data.my_number import MY_NUMBER
from genkan.policy.personal_data.name import find_names
from genkan.policy.personal_data.numbers import Forms, find_numbers, forms_of
from genkan.policy.personal_data.passport import PASSPORT
from genkan.policy.personal_data.pension_number import PENSION_NUMBER
from genkan.policy.personal_data.phone import PHONE, find_phones_from_abroad
from genkan.policy.personal_data.residence_card import RESIDENCE_CARD

_FORMS = (
    MY_NUMBER,
    CREDIT_CARD,
    BANK_ACCOUNT,
    PASSPORT,
    RESIDENCE_CARD,
    DRIVING_LICENCE,
    PENSION_NUMBER,
    HEALTH_INSURANCE,
    PHONE,
)
_READERS: tuple[tuple[Kind, Callable[[str], Iterator[Finding]]], ...] = (
    (Kind.PHONE, find_phones_from_abroad),
    (Kind.EMAIL, find_emails),
    (Kind.ADDRESS, find_addresses),
    (Kind.NAME, find_names),
)


def scan(text: str, kinds: frozenset[Kind] = ALL_KINDS) -> tuple[Finding, ...]:
    """What each detector of these kinds finds in the text, in order; findings may overlap."""
    if Kind.NAME not in kinds and not may_hold_numbers_or_addresses(text):
        return ()
    folded = fold(text)
    found = list(find_numbers(folded, _forms(kinds)))
    for kind, read in _READERS:
        if kind in kinds:
            found += read(folded)
    return tuple(sorted(found, key=lambda finding: (finding.start, -finding.end)))


def find_personal_data(text: str, kinds: frozenset[Kind] = ALL_KINDS) -> tuple[Finding, ...]:
    """What is found in the text, in order and without overlap (overlapping findings are joined into one)."""
    return tuple(join(scan(text, kinds), text=text))


def join(findings: Iterable[Finding], *, text: str) -> Iterator[Finding]:
    """Overlapping findings, given in order, become one of the gravest kind: no part of any stays readable."""
    together: list[Finding] = []
    end = 0
    for finding in findings:
        if together and finding.start >= end:
            yield _joined(together, end, text=text)
            together = []
        together.append(finding)
        end = max(end, finding.end)
    if together:
        yield _joined(together, end, text=text)


def _joined(together: list[Finding], end: int, *, text: str) -> Finding:
    gravest = min(together, key=lambda finding: _GRAVITY[finding.kind])
    start = together[0].start
    if (gravest.start, gravest.end) == (start, end):
        return gravest
    return Finding(gravest.kind, start, end, fold(text[start:end]))


_GRAVITY = {kind: place for place, kind in enumerate(Kind)}


@cache
def _forms(kinds: frozenset[Kind]) -> Forms:
    return forms_of(form for form in _FORMS if form.kind in kinds)
