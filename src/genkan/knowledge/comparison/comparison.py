"""Two versions of a text side by side (新旧対照表): which provisions and which of their words differ. Pure functions."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, zip_longest

from genkan.knowledge.collection.collection import StoredArticle
from genkan.knowledge.comparison.alignment import aligned
from genkan.knowledge.comparison.provision import Provision, provisions

_WORD = re.compile(
    r"[一-龠々〆〇ヶ]+|[ァ-ヺー]+|[ぁ-ゖ]+|[0-9０-９]+(?:[,.，．][0-9０-９]+)*|[A-Za-zＡ-Ｚａ-ｚ]+|\s+|.",
    re.DOTALL,
)
_BRIDGE = 1
_MOST_PAIRS = 1_000_000
_FIRST_LINES = 2
_PARAGRAPH = re.compile(r"[０-９]+")
_SAME_NUMBER = 0.2
_DELETED_ALIKE = 0.5
_NUMBERED = re.compile(
    r"(?P<indent>　*)(?P<number>[０-９]+|[一二三四五六七八九十百]+(?:の[一二三四五六七八九十]+)*|[イロハニホヘトチリヌルヲ])　"
)


class Change(StrEnum):
    """What became of a provision or a line of it."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Run:
    """A piece of a line; ``changed`` where the other version has other words."""

    text: str
    changed: bool = False


@dataclass(frozen=True)
class LinePair:
    """A line of the new version beside the one of the old; a side that has none is empty."""

    change: Change
    new: tuple[Run, ...] = ()
    old: tuple[Run, ...] = ()


@dataclass(frozen=True)
class ComparedProvision:
    """A provision in both versions, line by line; the label of a side that has none is empty."""

    change: Change
    new_label: str
    old_label: str
    pairs: tuple[LinePair, ...]


@dataclass(frozen=True)
class Unchanged:
    """Provisions that stand together and are the same in both versions."""

    provisions: tuple[ComparedProvision, ...]

    @property
    def first(self) -> str:
        """The label of the first one."""
        return self.provisions[0].new_label

    @property
    def last(self) -> str:
        """The label of the last one."""
        return self.provisions[-1].new_label


def compare(old: Sequence[StoredArticle], new: Sequence[StoredArticle]) -> tuple[ComparedProvision, ...]:
    """Every provision of both versions in the order of the text.

    Provisions belong together that are the same, or of one number, or alike: an article that was only given another
    number stands beside its former one.
    """
    before, after = tuple(provisions(old)), tuple(provisions(new))
    likeness = _Likeness()
    pairs = aligned(before, after, likeness=likeness.of_provisions, key=lambda each: each.anchor)
    return tuple(_compared(left, right, likeness) for left, right in pairs)


def compare_lines(old: Sequence[str], new: Sequence[str]) -> tuple[LinePair, ...]:
    """Every line of two texts of any kind, each beside its partner; the work grows with the product of their numbers."""
    likeness = _Likeness()
    return tuple(_beside(aligned(old, new, likeness=likeness.of_lines, key=str)))


def folded(compared: Sequence[ComparedProvision]) -> tuple[ComparedProvision | Unchanged, ...]:
    """The same with what did not change folded: whole provisions, and lines of changed ones as 「２　（略）」."""
    rows: list[ComparedProvision | Unchanged] = []
    for is_same, group in groupby(compared, key=lambda each: each.change is Change.SAME):
        members = tuple(group)
        rows += [Unchanged(members)] if is_same else [_abridged(each) for each in members]
    return tuple(rows)


def changed_words(old: str, new: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The two lines as runs of common and of differing words, the old one first.

    A single character that differing words have in common is counted with them, for underlines in shreds are not read.
    Lines of very many words differ as a whole, but for their common beginning and end.
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) * len(after) > _MOST_PAIRS:
        return _as_a_whole(before, after)
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    left, right = _Runs(), _Runs()
    for kind, old_start, old_end, new_start, new_end in steps:
        left.add("".join(before[old_start:old_end]), changed=kind != "equal")
        right.add("".join(after[new_start:new_end]), changed=kind != "equal")
    return left.joined(), right.joined()


def _as_a_whole(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Everything between the words that both lines begin and end with."""
    most = min(len(before), len(after))
    start = next((place for place in range(most) if before[place] != after[place]), most)
    most -= start
    end = next((place for place in range(most) if before[-1 - place] != after[-1 - place]), most)
    return _cut(before, start, end), _cut(after, start, end)


def _cut(words: Sequence[str], start: int, end: int) -> tuple[Run, ...]:
    runs = _Runs()
    behind = len(words) - end
    runs.add("".join(words[:start]), changed=False)
    runs.add("".join(words[start:behind]), changed=True)
    runs.add("".join(words[behind:]), changed=False)
    return runs.joined()


class _Runs:
    """Collects the runs of one side."""

    def __init__(self) -> None:
        self._runs: list[Run] = []

    def add(self, text: str, *, changed: bool) -> None:
        if text:
            self._runs.append(Run(text, changed))

    def joined(self) -> tuple[Run, ...]:
        """Neighbours of one kind together, with single common characters between differing words bridged."""
        between = range(1, len(self._runs) - 1)
        bridged = [
            Run(run.text, run.changed or (place in between and len(run.text) <= _BRIDGE))
            for place, run in enumerate(self._runs)
        ]
        groups = groupby(bridged, key=lambda run: run.changed)
        return tuple(Run("".join(run.text for run in members), changed) for changed, members in groups)


class _Likeness:
    """How alike texts are, by the pairs of characters that they have in common; reads each text once."""

    def __init__(self) -> None:
        self._pairs: dict[str, frozenset[str]] = {}

    def of_provisions(self, old: Provision, new: Provision) -> float:
        """From 0 to 1; one number counts in its favour."""
        if bool(old.anchor) != bool(new.anchor):
            return 0.0
        if old.anchor == new.anchor and old.is_deleted != new.is_deleted:
            return _DELETED_ALIKE
        alike = self.of_lines(old.caption + "".join(old.lines), new.caption + "".join(new.lines))
        return min(1.0, alike + _SAME_NUMBER) if old.anchor == new.anchor else alike

    def of_lines(self, old: str, new: str) -> float:
        """From 0 to 1."""
        before, after = self._of(old), self._of(new)
        return 2 * len(before & after) / ((len(before) + len(after)) or 1)

    def _of(self, text: str) -> frozenset[str]:
        if text not in self._pairs:
            self._pairs[text] = frozenset(text[place : place + 2] for place in range(len(text) - 1))
        return self._pairs[text]


def _compared(old: Provision | None, new: Provision | None, likeness: _Likeness) -> ComparedProvision:
    if old is None or new is None:
        return _alone(old, new)
    if old.is_deleted != new.is_deleted:
        return ComparedProvision(Change.CHANGED, new.label, old.label, tuple(_struck(old, new)))
    lines = list(_captions(old.caption, new.caption))
    lines += _beside(aligned(old.lines, new.lines, likeness=likeness.of_lines, key=str))
    is_same = all(line.change is Change.SAME for line in lines)
    change = Change.SAME if is_same else Change.CHANGED
    return ComparedProvision(change, new.label, old.label, tuple(lines))


def _struck(old: Provision, new: Provision) -> Iterator[LinePair]:
    """An article beside the word that it is deleted; what has nothing beside it is left blank."""
    captions = [(old.caption, new.caption)] if old.caption or new.caption else []
    for before, after in (*captions, *zip_longest(old.lines, new.lines, fillvalue="")):
        left, right = changed_words(before, after)
        yield LinePair(Change.CHANGED, new=right or (Run(""),), old=left or (Run(""),))


def _alone(old: Provision | None, new: Provision | None) -> ComparedProvision:
    if new is not None:
        lines = (_line_pair(None, line) for line in (new.caption, *new.lines) if line)
        return ComparedProvision(Change.ADDED, new.label, "", tuple(lines))
    lines = (_line_pair(line, None) for line in ((old.caption, *old.lines) if old else ()) if line)
    return ComparedProvision(Change.REMOVED, "", old.label if old else "", tuple(lines))


def _captions(old: str, new: str) -> Iterator[LinePair]:
    if old or new:
        yield _line_pair(old or None, new or None)


def _beside(pairs: Iterable[tuple[str | None, str | None]]) -> Iterator[LinePair]:
    """The lines, with those that went beside those that came in their place."""
    for is_lone, members in groupby(pairs, key=lambda pair: None in pair):
        if not is_lone:
            yield from (_line_pair(old, new) for old, new in members)
            continue
        lone = list(members)
        gone = [old for old, _ in lone if old is not None]
        come = [new for _, new in lone if new is not None]
        yield from (_line_pair(old, new) for old, new in zip_longest(gone, come))


def _line_pair(old: str | None, new: str | None) -> LinePair:
    if old is None:
        return LinePair(Change.ADDED, new=(Run(new or "", changed=True),))
    if new is None:
        return LinePair(Change.REMOVED, old=(Run(old, changed=True),))
    if old == new:
        return LinePair(Change.SAME, new=(Run(new),), old=(Run(old),))
    left, right = changed_words(old, new)
    return LinePair(Change.CHANGED, new=right, old=left)


def _abridged(compared: ComparedProvision) -> ComparedProvision:
    """The provision with its unchanged numbered lines as 「２～４　（略）」; the first lines stay."""
    if compared.change is not Change.CHANGED:
        return compared
    lines: list[LinePair] = list(compared.pairs[:_FIRST_LINES])
    for numbers, group in groupby(compared.pairs[_FIRST_LINES:], key=lambda pair: _number(pair) is not None):
        members = list(group)
        lines += _omitted([_number(pair) or ("", "") for pair in members]) if numbers else members
    return ComparedProvision(compared.change, compared.new_label, compared.old_label, tuple(lines))


def _number(pair: LinePair) -> tuple[str, str] | None:
    """Indent and number of an unchanged line; ``None`` for any other."""
    numbered = _NUMBERED.match(pair.new[0].text) if pair.change is Change.SAME else None
    return (numbered["indent"], numbered["number"]) if numbered else None


def _omitted(numbers: Sequence[tuple[str, str]]) -> Iterator[LinePair]:
    """One line for numbers of one kind that follow one another; items of an omitted paragraph go with it."""
    kept: list[tuple[str, str]] = []
    within_paragraph = False
    for indent, number in numbers:
        is_paragraph = _PARAGRAPH.fullmatch(number) is not None
        within_paragraph = within_paragraph or is_paragraph
        if is_paragraph or not within_paragraph:
            kept.append((indent, number))
    for (indent, _), group in groupby(kept, key=lambda each: (each[0], bool(_PARAGRAPH.fullmatch(each[1])))):
        named = [number for _, number in group]
        words = named[0] if len(named) == 1 else f"{named[0]}～{named[-1]}"
        short = (Run(f"{indent}{words}　（略）"),)
        yield LinePair(Change.SAME, new=short, old=short)
