"""What a run is about, in a few words of what was put in."""

import re
from collections.abc import Iterable, Iterator

from genkan.apps.form.values import Values

LONGEST = 30
_PLAIN = 20
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠々]")
_MARKS = re.compile(r"^[\s#>*・-]+|[*`|]")


def subject_of(values: Values, file_names: Iterable[str] = ()) -> str:
    """The beginning of the first text that was entered, else the name of the first file; empty where there is neither.

    A short value without a Japanese letter is a choice, a number or a day, and says nothing of the subject.
    """
    for text in _candidates(values, file_names):
        words = _MARKS.sub("", text).strip()
        if words:
            return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
    return ""


def _candidates(values: Values, file_names: Iterable[str]) -> Iterator[str]:
    for value in values.values():
        if _JAPANESE.search(value) or len(value) > _PLAIN:
            yield from value.strip().splitlines()[:1]
    for name in file_names:
        yield name.rpartition(".")[0] or name
