"""Errors of kill switches.

GatewayProblem
├── DoorClosed
│   └── Stopped                   a call fell under a switch
│       └── ModelStopped
└── SwitchRefused                 told to who wants to throw or lift one
    ├── ReasonMissing
    ├── ScopeOutOfReach
    ├── SubjectUnknown
    ├── StoppedAlready
    └── SwitchUnknown
"""

from typing import ClassVar

from genkan.gateway.errors import DoorClosed, GatewayProblem


class Stopped(DoorClosed):
    """The call, or what it belongs to, is stopped for the ``reason`` given."""

    code = "stopped"
    retry_after: ClassVar[int] = 60
    sentence = "運用担当者により停止されました（理由：{reason}）。"
    next_step = (
        "再開されるまでお待ちください。急ぐ場合は、所属する組織の管理者又は運用担当者に問い合わせてください。"
    )


class ModelStopped(Stopped):
    """Only this model is stopped."""

    sentence = "このモデルは、運用担当者により停止されました（理由：{reason}）。"
    next_step = "別のモデルを選ぶか、再開されるまでお待ちください。"


class SwitchRefused(GatewayProblem):
    """What was stated about a switch cannot be accepted."""

    status = 422
    field: ClassVar[str] = ""


class ReasonMissing(SwitchRefused):
    """No reason was given, or one that is too long."""

    field = "reason"
    sentence = "停止の理由がないか、長すぎます。"
    next_step = "利用者にも表示される理由を、{longest}文字以内で入力してください。"


class ScopeOutOfReach(SwitchRefused):
    """The administrator of an organisation wants to stop more than the organisation."""

    status = 403
    field = "target"
    sentence = "停止できるのは、所属する組織とそのアプリに限ります。"
    next_step = "モデルや他の組織の停止は、運用担当者に依頼してください。"


class SubjectUnknown(SwitchRefused):
    """There is no such model, organisation or app."""

    field = "target"
    sentence = "停止の対象「{subject}」は見つかりません。"
    next_step = "名称を確認して、選び直してください。"


class StoppedAlready(SwitchRefused):
    """A switch in force stops the same."""

    status = 409
    field = "target"
    sentence = "この対象は、既に停止しています。"
    next_step = "停止中の一覧で確認してください。"


class SwitchUnknown(SwitchRefused):
    """There is no such switch in force, or not in reach."""

    status = 404
    sentence = "お探しの停止は見つかりません。"
    next_step = "停止中の一覧で確認してください。既に解除されている場合があります。"
