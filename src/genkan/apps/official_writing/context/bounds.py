"""以上・以下・以前・以後: two bounds that hold the same number twice."""

import re
from collections.abc import Iterator

from genkan.apps.official_writing.passage import Passage, Spot
from genkan.apps.official_writing.rule import Rule

_BOUND = re.compile(
    r"(?<![0-9０-９,，])(?P<value>[0-9０-９,，]++[^\s0-9０-９、。，（）以未]{1,6}?)(?P<bound>以上|以下|以前|以後|以降)"
)


def bound_twice(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """「10人以上…10人以下」 in one sentence: ``listed`` has pairs of bounds and which becomes what."""
    pairs = [tuple(entry.split("/")) for entry in rule.listed]
    for sentence in passage.sentences:
        bounds = list(_BOUND.finditer(passage.text, sentence.start, sentence.end))
        for number, bound in enumerate(bounds):
            others = [
                each["bound"]
                for each in bounds[:number] + bounds[number + 1 :]
                if each["value"] == bound["value"]
            ]
            for one, other, right in pairs:
                if bound["bound"] == one and other in others:
                    yield Spot(*bound.span("bound"), (right,))
