"""Putting placeholders in the place of personal data, and taking them out again."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from genkan.policy.elsewhere import find_elsewhere
from genkan.policy.personal_data import Finding, Kind, join

_PLACEHOLDER = re.compile(rf"〔(?:{'|'.join(Kind)})[0-9]+〕")


class Place(NamedTuple):
    """A span of a text and the placeholder that takes its place."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Masked:
    """Texts with placeholders, what each stands for (its first spelling), and the number of each kind."""

    texts: tuple[str, ...]
    originals: Mapping[str, str] = field(repr=False)
    counts: Mapping[Kind, int]


def mask(texts: Sequence[str], *, findings: Sequence[Sequence[Finding]]) -> Masked:
    """Replace the findings of each text; the same value gets the same placeholder in all of them.

    A value that was found once is replaced wherever it stands, in any spelling, also inside longer words.
    Raises ``ValueError`` where a finding lies outside its text.
    """
    joined = [tuple(join(found, text=text)) for text, found in zip(texts, findings, strict=True)]
    names = _names(texts, findings=joined)
    originals: dict[str, str] = {}
    values: dict[str, str] = {}
    for text, found in zip(texts, joined, strict=True):
        for finding in found:
            name = names[finding.kind, finding.value]
            values.setdefault(_original(text, finding), name)
            originals.setdefault(name, _original(text, finding))
    masked = (_replace(text, found, names, values) for text, found in zip(texts, joined, strict=True))
    return Masked(tuple(masked), originals, _counts(names))


def restore(text: str, *, originals: Mapping[str, str]) -> str:
    """The text with every known placeholder replaced by what it stands for, in one pass."""
    return _PLACEHOLDER.sub(lambda match: originals.get(match[0], match[0]), text)


class StreamRestorer:
    """Restores an answer that comes in pieces: what may be the beginning of a placeholder is held back."""

    def __init__(self, originals: Mapping[str, str]) -> None:
        self._originals = originals
        self._held = ""

    def feed(self, piece: str) -> str:
        """The next part of the restored text; empty where all of it is held back."""
        text = self._held + piece
        begin = text.rfind("〔")
        is_whole = begin < 0 or not any(name.startswith(text[begin:]) for name in self._originals)
        end = len(text) if is_whole or text[begin:] in self._originals else begin
        self._held = text[end:]
        return restore(text[:end], originals=self._originals)

    def flush(self) -> str:
        """What was held back, once nothing more will come."""
        held, self._held = self._held, ""
        return held


def _names(texts: Sequence[str], *, findings: Sequence[Sequence[Finding]]) -> dict[tuple[Kind, str], str]:
    """One placeholder for each value, in order of appearance; those that the person wrote are not used."""
    written = {name for text in texts for name in _PLACEHOLDER.findall(text)}
    names: dict[tuple[Kind, str], str] = {}
    numbers = dict.fromkeys(Kind, 0)
    for finding in (finding for found in findings for finding in found):
        if (finding.kind, finding.value) in names:
            continue
        numbers[finding.kind] += 1
        while (name := f"〔{finding.kind}{numbers[finding.kind]}〕") in written:
            numbers[finding.kind] += 1
        names[finding.kind, finding.value] = name
    return names


def _original(text: str, finding: Finding) -> str:
    if not 0 <= finding.start < finding.end <= len(text):
        raise ValueError("a finding lies outside its text")
    return text[finding.start : finding.end]


def _replace(
    text: str,
    found: Sequence[Finding],
    names: Mapping[tuple[Kind, str], str],
    values: Mapping[str, str],
) -> str:
    places = [Place(finding.start, finding.end, names[finding.kind, finding.value]) for finding in found]
    return "".join(_pieces(text, sorted([*places, *_elsewhere(text, places, values)])))


def _elsewhere(text: str, places: Sequence[Place], values: Mapping[str, str]) -> Iterator[Place]:
    taken = [(place.start, place.end) for place in places]
    for start, end, spelling in find_elsewhere(text, tuple(values), taken=taken):
        yield Place(start, end, values[spelling])


def _pieces(text: str, places: Sequence[Place]) -> Iterator[str]:
    position = 0
    for place in places:
        yield text[position : place.start]
        yield place.name
        position = place.end
    yield text[position:]


def _counts(names: Mapping[tuple[Kind, str], str]) -> dict[Kind, int]:
    kinds = [kind for kind, _ in names]
    return {kind: kinds.count(kind) for kind in Kind if kind in kinds}
