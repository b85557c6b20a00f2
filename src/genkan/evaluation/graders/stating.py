"""Where an answer states its result after its reasons: 「答え：…」, 「Answer: …」 (結論の行)."""

import re
import unicodedata

_CUE = re.compile(
    r"^[\s*_#>・-]*(?:最終|最終的な)?(?:回答|解答|答え|答|正解|正答|結論|final answer|the answer|answer)"
    r"[\s*_]*(?:は|[:：=]|is\b)[\s*_:：、]*",
    re.IGNORECASE,
)


def stated_line(text: str) -> str:
    """What stands after the last such cue that begins a line, up to the end of the line; empty where there is none.

    A cue that is a line of its own (「## 答え」) states the next line with words.
    """
    lines = text.split("\n")
    for number in range(len(lines) - 1, -1, -1):
        cue = _CUE.match(unicodedata.normalize("NFKC", lines[number][:200]))
        if cue is not None:
            rest = unicodedata.normalize("NFKC", lines[number])[cue.end() :].strip(" *_")
            return rest or next((line.strip(" *_") for line in lines[number + 1 :] if line.strip(" *_")), "")
    return ""
