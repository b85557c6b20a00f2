"""Errors of stating the rules of an organisation.

RulesUnfit
├── CountryInvalid
├── BannedWordsInvalid
├── LimitInvalid
├── FallbacksInvalid
└── OpeningHoursInvalid
"""

from typing import ClassVar

from genkan.gateway.errors import GatewayProblem


class RulesUnfit(GatewayProblem):
    """What was stated about the rules of an organisation cannot be accepted."""

    status = 422
    field: ClassVar[str] = ""
    sentence = "利用規則の入力内容を読み取れませんでした。"
    next_step = "画面を読み込み直して、もう一度入力してください。"


class CountryInvalid(RulesUnfit):
    """A country is not given by its code."""

    field = "places"
    sentence = "国は、2文字の国コードで入力してください。"
    next_step = "複数の国は、「JP, US」のようにコンマで区切ってください。"


class BannedWordsInvalid(RulesUnfit):
    """There are too many banned words, or one is too long."""

    field = "banned_words"
    sentence = "送信しない語句は{count}個まで、1個につき{length}文字までです。"
    next_step = "1行に1個ずつ入力し、数と長さを減らしてください。"


class LimitInvalid(RulesUnfit):
    """The greatest number of characters is not a number, or out of bounds."""

    field = "max_characters"
    sentence = "文字数の上限は、1から{limit}までの整数で入力してください。"
    next_step = "上限を設けない場合は、空欄にしてください。"


class OpeningHoursInvalid(RulesUnfit):
    """The hours lack a weekday or a time."""

    field = "begins"
    sentence = "利用できる曜日と時刻を読み取れませんでした。"
    next_step = "曜日を1つ以上選び、開始と終了の時刻を「08:30」のように入力してください。"


class FallbacksInvalid(RulesUnfit):
    """A line does not name two different models."""

    field = "fallbacks"
    sentence = "代わりに使用するモデルの{line}行目を読み取れませんでした。"
    next_step = "1行に1組ずつ、二つの異なるモデルの公開名を「>」で区切って入力してください。"
