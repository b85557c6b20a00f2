"""Promises, deadlines and words that hurt, found by a list; what is quoted in 「」 is not the writer's own."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from genkan.inquiry.checking.finding import Finding, Subject

_SUBJECTS = {"promise": Subject.PROMISE, "tone": Subject.TONE}
_QUOTED = re.compile(r"「[^」\n]*」")


def find_wording(text: str) -> Iterator[Finding]:
    """The places that the list names, by subject and place."""
    own = _QUOTED.sub(lambda found: "\0" * len(found[0]), text)
    for subject, pattern, reason in _patterns():
        for found in pattern.finditer(own):
            yield Finding(subject, found.start(), found.end(), reason)


@cache
def _patterns() -> tuple[tuple[Subject, re.Pattern[str], str], ...]:
    raw = tomllib.loads((files("genkan.inquiry.checking") / "wording.toml").read_text("utf-8"))
    return tuple(
        (subject, re.compile(entry["pattern"]), entry["reason"])
        for name, subject in _SUBJECTS.items()
        for entry in raw[name]
    )
