"""The name of a company (法人の名称) as it is compared: however it is spelled, and whatever its legal form is called."""

import re
import unicodedata

_JAPANESE = (
    "特例有限会社",
    "株式会社",
    "有限会社",
    "合同会社",
    "合名会社",
    "合資会社",
    "相互会社",
    "特定非営利活動法人",
    "国立研究開発法人",
    "地方独立行政法人",
    "独立行政法人",
    "国立大学法人",
    "公立大学法人",
    "一般社団法人",
    "一般財団法人",
    "公益社団法人",
    "公益財団法人",
    "社会福祉法人",
    "社団法人",
    "財団法人",
    "学校法人",
    "医療法人",
    "npo法人",
)
_SHORT = re.compile(
    r"[(\[【〔](?:株|有|同|名|資|相|社|財|独|学|医|福|特非|一社|一財|公社|公財|国研|大)[)\]】〕]"
)
_LATIN = frozenset(
    [
        "ag",
        "bv",
        "co",
        "company",
        "corp",
        "corporation",
        "gk",
        "gmbh",
        "inc",
        "incorporated",
        "kk",
        "limited",
        "llc",
        "llp",
        "lp",
        "ltd",
        "nv",
        "plc",
        "pte",
        "pty",
        "sa",
        "sas",
    ]
)
_LEADING, _TRAILING = (re.compile(pattern.format("|".join(_JAPANESE))) for pattern in ("^(?:{})", "(?:{})$"))
_BEFORE_LATIN = re.compile(r"(?<=[^\x00-\x7f])(?=[a-z])")
_KABUSHIKI_KAISHA = re.compile(r"\b(?:kabushiki|godo|yugen) ?(?:kaisha|gaisha)\b")
_SIGNS = re.compile(r"[\W_]+")


def company_key(name: str) -> str:
    """The name without its legal form, signs, spaces, width and case; of a name that is nothing else, all letters.

    「株式会社例示」, 「㈱ 例示」, 「例示」 and 「例示 Co., Ltd.」 have one key. What has no letters stays without its spaces.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    whole = _SIGNS.sub("", folded) or "".join(folded.split())
    words = _SHORT.sub(" ", folded).replace(".", "")
    words = _KABUSHIKI_KAISHA.sub(" ", words)
    return _without_japanese("".join(_without_latin(words)), whole=whole)


def _without_latin(text: str) -> list[str]:
    """The words without the forms at their end; a form alone stays."""
    words = _SIGNS.sub(" ", _BEFORE_LATIN.sub(" ", text)).split()
    while len(words) > 1 and words[-1] in _LATIN:
        words.pop()
    return words


def _without_japanese(text: str, *, whole: str) -> str:
    shorter = _TRAILING.sub("", _LEADING.sub("", text))
    while shorter != text:
        text, shorter = shorter, _TRAILING.sub("", _LEADING.sub("", shorter))
    return text or whole
