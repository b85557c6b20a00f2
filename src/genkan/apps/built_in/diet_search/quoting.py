"""Whether what a report quotes and cites stands in the speeches that were found."""

import re
from collections.abc import Iterator, Sequence

from genkan.apps.built_in.diet_search.speech import Speech
from genkan.apps.checks import failed_by
from genkan.apps.output import Check

LABEL = "発言の引用の照合"
_QUOTED = re.compile(r"「([^「」\n]{6,})」")
_NUMBER = re.compile(r"\[(\d{1,3})\]")
_SPACE = re.compile(r"[\s　]+")


def check_quotations(text: str, speeches: Sequence[Speech]) -> Check:
    """Fails for a number without a speech, and for a quotation that stands in none of those its line cites."""
    faults = [fault for line in text.splitlines() for fault in _faults(line, speeches)]
    return failed_by(LABEL, dict.fromkeys(faults))


def _faults(line: str, speeches: Sequence[Speech]) -> Iterator[str]:
    numbers = [int(each) for each in _NUMBER.findall(line)]
    unknown = [number for number in numbers if not 1 <= number <= len(speeches)]
    yield from (f"[{number}]に当たる発言はありません。" for number in unknown)
    cited = [speeches[number - 1] for number in numbers if number not in unknown] or list(speeches)
    said = [_SPACE.sub("", speech.text) for speech in cited]
    for quoted in _QUOTED.findall(line):
        words = _SPACE.sub("", quoted)
        if not any(words in each for each in said):
            yield f"「{quoted[:40]}」は、示された発言にありません。"
