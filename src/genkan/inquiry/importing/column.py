"""What the columns of a list may hold, and by which headings they are known."""

import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum


class Column(StrEnum):
    """What a column of a list holds."""

    TEXT = "text"
    SUBJECT = "subject"
    NAME = "name"
    EMAIL = "email"
    ADDRESS = "address"
    RECEIVED = "received"
    REFERENCE = "reference"

    @property
    def label(self) -> str:
        """The column as a Japanese message id."""
        return _LABELS[self]


_LABELS = {
    Column.TEXT: "照会の内容",
    Column.SUBJECT: "件名",
    Column.NAME: "照会者の氏名",
    Column.EMAIL: "電子メールアドレス",
    Column.ADDRESS: "回答の宛先",
    Column.RECEIVED: "受付日",
    Column.REFERENCE: "整理番号",
}
# The headings that offices give such columns; those of a column in the order in which they are looked for. 「番号」 or
# 「No.」 alone is no reference: it often counts the rows of one list, and the next list begins with 1 again.
_HEADINGS: Mapping[Column, tuple[str, ...]] = {
    Column.RECEIVED: ("受付日", "受信日", "受理日", "日付", "日時", "date", "received"),
    Column.REFERENCE: ("整理番号", "受付番号", "管理番号", "reference"),
    Column.EMAIL: ("電子メール", "メール", "eメール", "e-mail", "email", "mail"),
    Column.TEXT: (
        "照会の内容",
        "内容",
        "本文",
        "質問",
        "問合せ",
        "問い合わせ",
        "照会",
        "意見",
        "text",
        "body",
    ),
    Column.SUBJECT: ("件名", "題名", "タイトル", "表題", "subject", "title"),
    Column.NAME: ("氏名", "名前", "照会者", "お名前", "name"),
    Column.ADDRESS: ("回答の宛先", "宛先", "住所", "連絡先", "電話", "address", "contact"),
}


def guess_columns(heads: Sequence[str]) -> dict[Column, int]:
    """Where each column stands by its heading: one that says exactly so, else one that contains the word."""
    plain = [_plain(head) for head in heads]
    found: dict[Column, int] = {}
    for column, words in _HEADINGS.items():
        free = [place for place in range(len(plain)) if place not in found.values()]
        exact = [place for word in words for place in free if plain[place] == word]
        within = [
            place
            for word in words
            if len(word) > 2 or not word.isascii()
            for place in free
            if word in plain[place]
        ]
        place = next(iter([*exact, *within]), None)
        if place is not None:
            found[column] = place
    return found


def _plain(head: str) -> str:
    return "".join(unicodedata.normalize("NFKC", head).lower().split())
