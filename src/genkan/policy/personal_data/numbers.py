"""Numbers in a folded text: runs of digits with gaps between them, and the windows that could be one number."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from genkan.policy.personal_data.kind import Finding, Kind

# Every quantifier is possessive or of a fixed bound: the time grows with the length of the text alone.
_RUN = re.compile(r"[0-9](?:[ \-./()_]{0,3}[0-9]){5,}+")
_GROUP = re.compile(r"[0-9]+")
_CONTEXT = 40
_CUE_REACH = 3
_UNITS = ("号", "円", "千円", "条", "件", "人", "年", "個", "台", "冊", "部", "回", "点", "%")
_LETTERS_BEFORE = re.compile(r"(?<![a-z0-9])[a-z]{2}[ -]?\Z")
_LETTERS_AFTER = re.compile(r"[ -]?[a-z]{2}(?![a-z0-9])")


class Number(NamedTuple):
    """Digits that may be one number: how they are grouped, and the folded text up to and behind them."""

    digits: str
    shape: tuple[int, ...]
    before: str
    after: str

    @property
    def counts_something(self) -> bool:
        """Whether a unit follows at once, or an ordinal mark stands before: an amount or the number of a document."""
        is_counted = self.after.startswith(_UNITS) or self.before.endswith("第")
        return len(self.shape) == 1 and is_counted

    @property
    def is_spelled_out(self) -> bool:
        """Whether every digit stands alone."""
        return len(self.shape) == len(self.digits)


@dataclass(frozen=True, slots=True)
class NumberForm:
    """What a number of one kind looks like.

    ``fits`` is asked of the digits alone, for speed, ``accepts`` then of the whole; ``cue`` must stand in the same
    sentence before it, where given; ``letters`` are how many letters belong to it before and behind.
    """

    kind: Kind
    lengths: frozenset[int]
    fits: Callable[[str], bool]
    accepts: Callable[[Number], bool]
    cue: re.Pattern[str] | None = None
    letters: tuple[int, int] = (0, 0)


def any_digits(_digits: str) -> bool:
    """For forms of which the digits tell nothing."""
    return True


class Forms(NamedTuple):
    """Forms with each of their lengths: all, and those that need nothing said before the number."""

    near: tuple[tuple[int, NumberForm], ...]
    far: tuple[tuple[int, NumberForm], ...]


def forms_of(forms: Iterable[NumberForm]) -> Forms:
    """The forms, arranged for the search."""
    near = tuple((length, form) for form in forms for length in sorted(form.lengths))
    far = tuple((length, form) for length, form in near if form.cue is None and not form.letters[0])
    return Forms(near, far)


def find_numbers(folded: str, forms: Forms) -> Iterator[Finding]:
    """The numbers of these forms; they may overlap."""
    for match in _RUN.finditer(folded):
        start, end = match.span()
        run = _Run(folded, tuple(group.span() for group in _GROUP.finditer(folded, start, end)))
        for window, form in _windows(run, forms):
            finding = _read(run, window, form)
            if finding is not None:
                yield finding


class _Run:
    """Groups of digits with nothing but gaps between them, and what is said before them."""

    def __init__(self, folded: str, groups: tuple[tuple[int, int], ...]) -> None:
        self.folded = folded
        self.groups = groups
        self.sizes = tuple(end - start for start, end in groups)
        self.offsets = (0, *accumulate(self.sizes))
        self.digits = "".join(folded[start:end] for start, end in groups)
        begin = groups[0][0]
        self._said = folded[max(0, begin - _CONTEXT) : begin].rpartition("。")[2]
        self._announced: dict[re.Pattern[str], bool] = {}

    def announces(self, cue: re.Pattern[str]) -> bool:
        """Whether the cue stands before the run."""
        if cue not in self._announced:
            self._announced[cue] = cue.search(self._said) is not None
        return self._announced[cue]


def _windows(run: _Run, forms: Forms) -> Iterator[tuple[tuple[int, int], NumberForm]]:
    """Which groups (first, behind the last) may be a number of which form."""
    places = {offset: place for place, offset in enumerate(run.offsets)}
    for first, begin in enumerate(run.offsets[:-1]):
        for length, form in forms.near if first <= _CUE_REACH else forms.far:
            behind = places.get(begin + length)
            if behind is None or (form.cue is not None and not run.announces(form.cue)):
                continue
            if form.fits(run.digits[begin : begin + length]):
                yield (first, behind), form


def _read(run: _Run, window: tuple[int, int], form: NumberForm) -> Finding | None:
    first, behind = window
    start, end = run.groups[first][0], run.groups[behind - 1][1]
    digits = run.digits[run.offsets[first] : run.offsets[behind]]
    before, after = run.folded[max(0, start - 3) : start], run.folded[end : end + 4]
    if not form.accepts(Number(digits, run.sizes[first:behind], before, after)):
        return None
    letters = _letters(before, after, form.letters)
    if letters is None:
        return None
    left, right = letters
    start -= len(left) or _open_bracket(run.folded, start, end)
    return Finding(form.kind, start, end + len(right), left.strip(" -") + digits + right.strip(" -"))


def _letters(before: str, after: str, wanted: tuple[int, int]) -> tuple[str, str] | None:
    """The letters that belong to a number, with their gap; ``None`` where they are missing."""
    left = _LETTERS_BEFORE.search(before) if wanted[0] else None
    right = _LETTERS_AFTER.match(after) if wanted[1] else None
    if (wanted[0] and left is None) or (wanted[1] and right is None):
        return None
    return left[0] if left else "", right[0] if right else ""


def _open_bracket(folded: str, start: int, end: int) -> int:
    """1 where the number begins inside a bracket that closes within it."""
    is_open = folded.find(")", start, end) >= 0 and folded.find("(", start, folded.find(")", start, end)) < 0
    return 1 if is_open and folded[start - 1 : start] == "(" else 0
