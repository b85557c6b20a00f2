"""What came before in a conversation, as a part of the next question. Pure."""

from collections.abc import Iterator, Sequence

from genkan.apps.form.field import Form
from genkan.apps.program import Turn

MOST_TURNS = 20
MOST_CHARACTERS = 12_000
LONGEST_TEXT = 3_000
_HEAD = "## これまでのやり取り（古い順）"


def told_before(form: Form, turns: Sequence[Turn]) -> tuple[str, tuple[str, ...]]:
    """The newest turns as a text, empty where there are none, and what is to be told of what was left out."""
    if not form.continues or not turns:
        return "", ()
    texts = [(_entered(form, turn), turn.text.strip("\n")) for turn in turns]
    kept = _newest([_written(*each) for each in texts])
    told = _told(len(kept), left_out=len(turns) - len(kept), cut=_is_cut(texts[-len(kept) :]))
    return "\n\n".join([_HEAD, *kept]), tuple(told)


def _newest(written: Sequence[str]) -> list[str]:
    """As many of the last as fit, oldest first; one always does."""
    kept, characters = list[str](), 0
    for text in reversed(written[-MOST_TURNS:]):
        characters += len(text)
        if kept and characters > MOST_CHARACTERS:
            break
        kept.append(text)
    return kept[::-1]


def _written(entered: str, output: str) -> str:
    return "\n\n".join(["### 入力", _cut(entered), "### 出力", _cut(output)])


def _entered(form: Form, turn: Turn) -> str:
    titles = {field.key: field.title for field in form.asked}
    said = ((titles[key], text) for key, text in turn.values.items() if text and key in titles)
    return "\n".join(f"・{title}：{text}" for title, text in said)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}……（以下略）"


def _is_cut(texts: Sequence[tuple[str, str]]) -> bool:
    return any(len(text) > LONGEST_TEXT for pair in texts for text in pair)


def _told(kept: int, *, left_out: int, cut: bool) -> Iterator[str]:
    if left_out:
        yield f"これまでのやり取りが長いため、新しい{kept}回分だけを読み、古い{left_out}回分は読んでいません。"
    if cut:
        yield f"これまでのやり取りのうち長い入力及び出力は、初めの{LONGEST_TEXT:,}文字だけを読んでいます。"
