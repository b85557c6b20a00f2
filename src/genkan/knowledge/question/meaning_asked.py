"""The term whose meaning a question asks for: 「廃棄物とは何ですか」, 「有価証券」に該当するもの."""

import re

_TERM = r"[一-龠々〆ァ-ヶー・]{2,30}"
_ASKS = (
    r"(?:とは(?:何|なに|どの|どう|、|。|[?？]|\s|$)|(?:って|というのは)(?:何|なに|どの|どう)|(?:の|とは何かの)(?:定義|意味|意義)"
    r"|(?:の説明|に該当|に当た|にあた)|が?何を(?:指|さ)す|は何を(?:指|さ)|とは何を(?:指|さ))"
)
_ASKED = re.compile(rf"[「『“\"](?P<quoted>{_TERM})[」』”\"]{_ASKS}|(?P<plain>{_TERM}){_ASKS}")


def term_asked(text: str) -> str:
    """The first term of which a question wants to know what it means or covers; empty where there is none."""
    match = _ASKED.search(text)
    return (match["quoted"] or match["plain"]) if match else ""
