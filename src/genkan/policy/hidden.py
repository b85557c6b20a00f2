"""Personal data that a detector does not see in one text as it stands: divided among several, or encoded in one."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from genkan.policy.personal_data import Finding, Kind
from genkan.policy.personal_data.encoded import readings
from genkan.policy.personal_data.seams import Seam, leaves, seams

Detect = Callable[[str, frozenset[Kind]], tuple[Finding, ...]]


class Hidden(NamedTuple):
    """``kinds`` cannot be masked where they stand; ``findings`` can, each in the text of its number."""

    kinds: frozenset[Kind]
    findings: tuple[tuple[int, Finding], ...]


def find_hidden(
    texts: Sequence[str],
    findings: Sequence[Sequence[Finding]],
    *,
    kinds: frozenset[Kind],
    detect: Detect,
) -> Hidden:
    """What is divided or encoded, beside the ``findings`` of each text as it stands."""
    unmaskable: set[Kind] = set()
    maskable: list[tuple[int, Finding]] = []
    for text, found in zip(texts, findings, strict=True):
        unmaskable.update(_encoded(text, found, kinds=kinds, detect=detect))
    for seam in seams(texts):
        for finding in detect(seam.text, kinds):
            if _goes_over(seam, finding):
                unmaskable.add(finding.kind)
            elif finding.start >= seam.border:
                maskable += _in_last(seam, finding, findings)
    return Hidden(frozenset(unmaskable), tuple(maskable))


def _encoded(
    text: str, found: Sequence[Finding], *, kinds: frozenset[Kind], detect: Detect
) -> Iterator[Kind]:
    """The kinds that are read only in what was decoded, or in the strings of a document put together."""
    known = {(finding.kind, finding.value) for finding in found}
    for reading in readings(text):
        for finding in detect(reading.text, kinds):
            hidden = reading.was_hidden(finding.start, finding.end)
            if hidden and (finding.kind, finding.value) not in known:
                yield finding.kind
    joined = leaves(text)
    if joined:
        for finding in detect(joined, kinds):
            if (finding.kind, finding.value) not in known:
                yield finding.kind


def _goes_over(seam: Seam, finding: Finding) -> bool:
    """Whether it stands in more than one text, and in the last of them."""
    return finding.start < seam.border < finding.end


def _in_last(
    seam: Seam, finding: Finding, findings: Sequence[Sequence[Finding]]
) -> Iterator[tuple[int, Finding]]:
    """The finding where it stands in the last text, unless it was found there without the text before."""
    last = seam.parts[-1]
    start, end = finding.start - last.place, finding.end - last.place
    if not any(known.start < end and known.end > start for known in findings[last.number]):
        yield last.number, Finding(finding.kind, start, end, finding.value)
