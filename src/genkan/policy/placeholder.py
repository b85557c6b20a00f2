"""Putting placeholders in the place of personal data, and taking them out again."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from genkan.policy.personal_data import Finding, Kind

_PLACEHOLDER = re.compile(rf"〔(?:{'|'.join(Kind)})[0-9]+〕")


@dataclass(frozen=True, slots=True)
class Masked:
    """Texts with placeholders, what each stands for (its first spelling), and the number of each kind."""

    texts: tuple[str, ...]
    originals: Mapping[str, str] = field(repr=False)
    counts: Mapping[Kind, int]


def mask(texts: Sequence[str], *, findings: Sequence[Sequence[Finding]]) -> Masked:
    """Replace the findings of each text; the same value gets the same placeholder in all of them.

    A spelling that was found once is replaced wherever it stands, also inside longer words.
    Raises ``ValueError`` where a finding lies outside its text.
    """
    names = _names(texts, findings=findings)
    originals: dict[str, str] = {}
    for text, found in zip(texts, findings, strict=True):
        for finding in found:
            originals.setdefault(names[finding.kind, finding.value], _original(text, finding))
    masked = [_replace_places(text, found, names=names) for text, found in zip(texts, findings, strict=True)]
    spellings = _spellings(texts, findings=findings, names=names)
    return Masked(tuple(_replace_spellings(text, spellings) for text in masked), originals, _counts(names))


def restore(text: str, *, originals: Mapping[str, str]) -> str:
    """The text with every known placeholder replaced by what it stands for, in one pass."""
    return _PLACEHOLDER.sub(lambda match: originals.get(match[0], match[0]), text)


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


def _replace_places(text: str, findings: Sequence[Finding], *, names: Mapping[tuple[Kind, str], str]) -> str:
    pieces: list[str] = []
    position = 0
    for finding in findings:
        pieces += [text[position : finding.start], names[finding.kind, finding.value]]
        position = finding.end
    return "".join([*pieces, text[position:]])


def _spellings(
    texts: Sequence[str],
    *,
    findings: Sequence[Sequence[Finding]],
    names: Mapping[tuple[Kind, str], str],
) -> dict[str, str]:
    pairs = [
        (text[f.start : f.end], names[f.kind, f.value])
        for text, found in zip(texts, findings, strict=True)
        for f in found
    ]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


def _replace_spellings(text: str, spellings: Mapping[str, str]) -> str:
    for spelling, name in spellings.items():
        text = text.replace(spelling, name)
    return text


def _counts(names: Mapping[tuple[Kind, str], str]) -> dict[Kind, int]:
    kinds = [kind for kind, _ in names]
    return {kind: kinds.count(kind) for kind in Kind if kind in kinds}
