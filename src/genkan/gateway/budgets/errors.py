"""Errors of budgets.

GatewayProblem
├── BudgetSpent                   a call would go beyond a budget
│   ├── OrganisationBudgetSpent
│   ├── PersonBudgetSpent
│   ├── AppBudgetSpent
│   └── ModelBudgetSpent
├── PriceUnknown                  a budget holds, and nobody knows what the call would cost
└── BudgetRefused                 told to who wants to set one
    ├── AmountInvalid
    ├── BudgetOutOfReach
    ├── BudgetSubjectUnknown
    └── BudgetUnknown
"""

from datetime import datetime
from typing import ClassVar

from genkan.gateway.budgets.account import Account, BudgetScope
from genkan.gateway.budgets.budget import MICRO
from genkan.gateway.budgets.month import Month
from genkan.gateway.errors import GatewayProblem


class BudgetSpent(GatewayProblem):
    """A call would go beyond a budget of the month; ``retry_after`` is in seconds, when the next month begins."""

    status = 429
    code: ClassVar[str] = "budget_spent"
    next_step = (
        "{year}年{month}月1日（日本時間）から再び利用できます。"
        "急ぐ場合は、上限額の見直しを、所属する組織の管理者又は運用担当者に相談してください。"
    )

    def __init__(self, *, subject: str, limit: int, spent: int, now: datetime) -> None:
        following = Month.of(now).following
        self.retry_after = max(1, int((following.begin - now).total_seconds()))
        super().__init__(
            subject=subject,
            limit=f"{limit // MICRO:,}",
            spent=f"{spent // MICRO:,}",
            year=following.year,
            month=following.number,
        )


class OrganisationBudgetSpent(BudgetSpent):
    """The budget of the organisation."""

    sentence = "組織の今月の利用上限額（{limit}円）を超えるため、送信しませんでした（使用済み{spent}円）。"


class PersonBudgetSpent(BudgetSpent):
    """The budget of one person."""

    sentence = "あなたの今月の利用上限額（{limit}円）を超えるため、送信しませんでした（使用済み{spent}円）。"


class AppBudgetSpent(BudgetSpent):
    """The budget of an app."""

    sentence = "アプリ「{subject}」の今月の利用上限額（{limit}円）を超えるため、送信しませんでした（使用済み{spent}円）。"


class ModelBudgetSpent(BudgetSpent):
    """The budget of a model."""

    sentence = "モデル「{subject}」の今月の利用上限額（{limit}円）を超えるため、送信しませんでした（使用済み{spent}円）。"


_SPENT: dict[BudgetScope, type[BudgetSpent]] = {
    BudgetScope.ORGANISATION: OrganisationBudgetSpent,
    BudgetScope.PERSON: PersonBudgetSpent,
    BudgetScope.APP: AppBudgetSpent,
    BudgetScope.MODEL: ModelBudgetSpent,
}


def budget_spent(account: Account, *, subject: str, limit: int, spent: int, now: datetime) -> BudgetSpent:
    """The error for the account, whose ``subject`` people read; ``limit`` and ``spent`` in millionths of a yen."""
    return _SPENT[account.scope](subject=subject, limit=limit, spent=spent, now=now)


class PriceUnknown(GatewayProblem):
    """A budget limits the call, no price of the deployment is known, and the budget does not allow that."""

    status = 403
    code: ClassVar[str] = "price_unknown"
    sentence = "「{model}」は料金が不明で、利用上限額（{scope}）の範囲に収まるかを確かめられないため、送信しませんでした。"
    next_step = (
        "別のモデルを選んでください。このモデルが必要なときは、運用担当者に単価（無料のときは0円）の登録を、"
        "又は上限額を設定した者に「料金が不明の接続先」の許可を依頼してください。"
    )


class BudgetRefused(GatewayProblem):
    """What was stated about a budget cannot be accepted."""

    status = 422
    field: ClassVar[str] = ""


class AmountInvalid(BudgetRefused):
    """The amount is no whole number of yen, or out of range."""

    field = "yen"
    sentence = "上限額を、円単位の整数として読み取れません。"
    next_step = "0から{most}までの整数で入力してください。0円とすると、有料の利用ができなくなります。"


class BudgetOutOfReach(BudgetRefused):
    """Administrators set those of their people and apps, operators those of organisations and models."""

    status = 403
    field = "target"
    sentence = "この対象の上限額は設定できません。"
    next_step = "組織とモデルの上限額は運用担当者が、職員とアプリの上限額は各組織の管理者が設定します。"


class BudgetSubjectUnknown(BudgetRefused):
    """There is no such organisation, person, app or model."""

    field = "target"
    sentence = "上限額の対象「{subject}」は見つかりません。"
    next_step = "名称を確認して、選び直してください。"


class BudgetUnknown(BudgetRefused):
    """There is no such budget, or not in reach."""

    status = 404
    sentence = "お探しの上限額は設定されていません。"
    next_step = "上限額の一覧から選び直してください。"
