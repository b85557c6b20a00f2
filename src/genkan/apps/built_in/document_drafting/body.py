"""The body of a document: what a model wrote without the parts that are not its own, or the points in order."""

import re
from collections.abc import Iterator

from genkan.apps.built_in.document_drafting.kind import Kind

_FIXED = re.compile(
    r"(?:記|以\s*上|敬\s*具|拝\s*啓|(?:令和|平成)(?:元|\d{1,2})年\d{1,2}月\d{1,2}日|\d{4}年\d{1,2}月\d{1,2}日"
    r"|[^。\s]{0,20}第[\d○〇０-９]{1,8}号|[^。：:]{1,40}(?:殿|様|御中)|事務連絡|報道発表資料"
    r"|(?:件名|標題|宛先|発出者|発信者|文書番号|日付|担当|連絡先|問合せ先|電話|メール|電子メール)\s*[:：].*)"
)
_POINT = re.compile(r"^\s*(?:[-*・○●◯]|[0-9０-９]{1,2}[.．、）)]|[①-⑳])?\s*")
_SPACE = str.maketrans({"　": "", " ": ""})


def bare_body(answer: str) -> tuple[str, tuple[str, ...]]:
    """The body, and the lines that were taken out because the template places such parts."""
    kept: list[str] = []
    removed: list[str] = []
    for line in answer.splitlines():
        bare = line.strip().strip("#*").strip()
        (removed if _FIXED.fullmatch(bare) or _FIXED.fullmatch(bare.translate(_SPACE)) else kept).append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n"), tuple(each.strip() for each in removed)


def points_in(text: str) -> tuple[str, ...]:
    """The points that were entered, one a line, without the marks of a list."""
    return tuple(bare for line in text.splitlines() if (bare := _POINT.sub("", line, count=1).strip()))


def skeleton(points: tuple[str, ...], kind: Kind) -> str:
    """The points in their order, laid out as the kind wants them."""
    return "\n".join(_laid_out(points, kind))


def _laid_out(points: tuple[str, ...], kind: Kind) -> Iterator[str]:
    for number, point in enumerate(points, start=1):
        match kind.skeleton:
            case "numbered":
                yield f"{number}　{point}"
            case "bulleted":
                yield f"- {point}"
            case "circles":
                yield f"○　{point}"
            case "questions":
                yield f"問{number}　{point}\n\n答　（回答を記入してください）\n"
