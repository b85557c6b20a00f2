"""The rules, one function each: ``None`` where it has no objection, else the refusal with its way out."""

from collections.abc import Callable

from genkan.catalogue import Answer, InformationClass
from genkan.governance import Permission, permissions_of
from genkan.policy.decision import Circumstances, Refuse

Rule = Callable[[Circumstances], Refuse | None]
_OTHER_MODEL = (
    "{label}を扱えるモデルを選んでください。"
    "公表してよい内容だけに書き直したときは、情報の区分を機密性1にしてください。"
)


def _information_class_three(circumstances: Circumstances) -> Refuse | None:
    if circumstances.information_class < InformationClass.THREE:
        return None
    return Refuse(
        "information_class_three",
        "機密性3の情報は、どのモデルにも送信できません。扱えるのは機密性2までです。",
        "機密性3の部分を取り除き、情報の区分を選び直してください。判断に迷うときは、情報セキュリティ責任者に確認してください。",
    )


def _role(circumstances: Circumstances) -> Refuse | None:
    if Permission.USE_WORKSPACE in permissions_of(circumstances.roles):
        return None
    return Refuse(
        "role",
        "この利用者には、モデルを使う役割が割り当てられていません。",
        "所属する府省の管理者に、役割の割当てを依頼してください。",
    )


def _deployment_not_active(circumstances: Circumstances) -> Refuse | None:
    if circumstances.deployment.active:
        return None
    return Refuse(
        "deployment_not_active",
        "選択したモデルは、現在停止しています。",
        "別のモデルを選んでください。再開の予定は運用担当者に確認してください。",
    )


def _organisation_disallows(circumstances: Circumstances) -> Refuse | None:
    rules, deployment = circumstances.organisation_rules, circumstances.deployment
    if (
        deployment.id not in rules.disallowed_deployments
        and deployment.model_id not in rules.disallowed_models
    ):
        return None
    return Refuse(
        "organisation_disallows",
        "選択したモデルは、所属する組織では使わないこととされています。",
        "別のモデルを選んでください。使う必要があるときは、所属する府省の管理者に相談してください。",
    )


def _organisation_ceiling(circumstances: Circumstances) -> Refuse | None:
    ceiling = circumstances.organisation_rules.ceiling
    if circumstances.information_class <= ceiling:
        return None
    return Refuse(
        "organisation_ceiling",
        f"所属する組織で生成AIに送信できるのは{ceiling.label}までです。"
        f"この内容は{circumstances.information_class.label}とされています。",
        f"{ceiling.label}として扱える内容に書き直し、情報の区分を選び直してください。",
    )


def _ceiling(circumstances: Circumstances) -> Refuse | None:
    ceiling = circumstances.deployment.ceiling
    if circumstances.information_class <= ceiling:
        return None
    return _refuse_class(
        circumstances,
        rule="ceiling",
        sentence=f"選択したモデルで扱えるのは{ceiling.label}までです。",
    )


def _learning(circumstances: Circumstances) -> Refuse | None:
    if not _is_confidential(circumstances) or circumstances.deployment.learning is Answer.NO:
        return None
    return _refuse_class(
        circumstances,
        rule="learning",
        sentence="選択したモデルは、入力が学習に使われないことを確認できないため、機密性1だけを扱えます。",
    )


def _place(circumstances: Circumstances) -> Refuse | None:
    deployment = circumstances.deployment
    stands_safely = deployment.place == "JP" or deployment.government_cloud is Answer.YES
    if not _is_confidential(circumstances) or stands_safely:
        return None
    return _refuse_class(
        circumstances,
        rule="place",
        sentence=(
            "選択したモデルは、国内又はガバメントクラウドで処理されることを確認できないため、機密性1だけを扱えます。"
        ),
    )


def _vendor_logging(circumstances: Circumstances) -> Refuse | None:
    if not _is_confidential(circumstances) or circumstances.deployment.vendor_logging is Answer.NO:
        return None
    return _refuse_class(
        circumstances,
        rule="vendor_logging",
        sentence="選択したモデルは、提供元に入力が記録されないことを確認できないため、機密性1だけを扱えます。",
    )


def _is_confidential(circumstances: Circumstances) -> bool:
    return circumstances.information_class >= InformationClass.TWO


def _refuse_class(circumstances: Circumstances, *, rule: str, sentence: str) -> Refuse:
    label = circumstances.information_class.label
    return Refuse(rule, f"{sentence}この内容は{label}とされています。", _OTHER_MODEL.format(label=label))


RULES: tuple[Rule, ...] = (
    _information_class_three,
    _role,
    _deployment_not_active,
    _organisation_disallows,
    _organisation_ceiling,
    _ceiling,
    _learning,
    _place,
    _vendor_logging,
)
