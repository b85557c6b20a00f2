"""What citizens are told by e-mail when a letter was taken in, and when they ask for a new code."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Told:
    """What stands in such a letter; ``address`` is of the page that shows where the inquiry stands."""

    organisation: str
    number: str
    code: str
    address: str
    deadline: date | None = None


def receipt_subject(told: Told, *, language: str) -> str:
    """The subject of the receipt."""
    if language == "en":
        return f"[{told.organisation}] Your inquiry was received ({told.number})"
    return f"【{told.organisation}】照会を受け付けました（受付番号 {told.number}）"


def receipt_text(told: Told, *, language: str) -> str:
    """Number, code, and where to look."""
    return _RECEIPT_EN.format(**_fields(told)) if language == "en" else _RECEIPT_JA.format(**_fields(told))


def code_subject(told: Told, *, language: str) -> str:
    """The subject of a letter with a new code."""
    if language == "en":
        return f"[{told.organisation}] New confirmation code ({told.number})"
    return f"【{told.organisation}】確認コードの再発行（受付番号 {told.number}）"


def code_text(told: Told, *, language: str) -> str:
    """The new code, and where to use it."""
    return _CODE_EN.format(**_fields(told)) if language == "en" else _CODE_JA.format(**_fields(told))


def reply_subject(told: Told, *, language: str) -> str:
    """The subject of the word that a reply can be read."""
    if language == "en":
        return f"[{told.organisation}] A reply to your inquiry can be read ({told.number})"
    return f"【{told.organisation}】照会に回答しました（受付番号 {told.number}）"


def reply_text(told: Told, *, language: str) -> str:
    """Where the reply can be read; nothing of what it says."""
    return _REPLY_EN.format(**_fields(told)) if language == "en" else _REPLY_JA.format(**_fields(told))


def _fields(told: Told) -> dict[str, str]:
    day = told.deadline
    return {
        "organisation": told.organisation,
        "number": told.number,
        "code": told.code,
        "address": told.address,
        "by": f"{day.year}年{day.month}月{day.day}日" if day else "",
        "by_english": day.isoformat() if day else "",
    }


_REPLY_JA = """{organisation}です。受付番号{number}の照会に回答しました。

回答は、次の画面で、受付番号と確認コードを入力して読むことができます。
{address}

このメールは自動で送信しています。照会をした覚えがない場合は、破棄してください。
"""
_REPLY_EN = """This is {organisation}. Your inquiry {number} was answered.

To read the reply, enter the receipt number and your confirmation code on this page:
{address}

This e-mail was sent automatically. If you did not make an inquiry, please discard it.
"""
_RECEIPT_JA = """{organisation}です。照会を受け付けました。

受付番号　　{number}
確認コード　{code}

現在の状況と回答は、次の画面で、受付番号と確認コードを入力して確認することができます。
{address}

回答の期限の目安は、{by}です。内容により、期限より後になることがあります。
確認コードは、照会をした方だけが使うものです。ほかの人に知らせないでください。

このメールは自動で送信しています。照会をした覚えがない場合は、破棄してください。
"""
_RECEIPT_EN = """This is {organisation}. Your inquiry was received.

Receipt number      {number}
Confirmation code   {code}

To see where your inquiry stands, and to read the reply, enter both on this page:
{address}

A reply can be expected by {by_english}; depending on the matter it may take longer.
The code is yours alone. Please do not tell it to anybody.

This e-mail was sent automatically. If you did not make an inquiry, please discard it.
"""
_CODE_JA = """{organisation}です。確認コードを新しくしました。前の確認コードは使えません。

受付番号　　{number}
確認コード　{code}

次の画面で、受付番号と確認コードを入力してください。
{address}

このメールは自動で送信しています。再発行を求めた覚えがない場合は、このメールに記載した確認コードを使用してください。
"""
_CODE_EN = """This is {organisation}. Your confirmation code was renewed; the one you had no longer works.

Receipt number      {number}
Confirmation code   {code}

Please enter both on this page:
{address}

This e-mail was sent automatically. If you did not ask for a new code, please use the one given here from now on.
"""
