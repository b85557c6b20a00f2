"""The rules, one function each: ``None`` where it has no objection, else the refusal with its way out."""

from collections.abc import Callable
from functools import cache

from genkan.catalogue import Answer, InformationClass
from genkan.governance import Permission, Role, permissions_of
from genkan.policy.banned_words import find_banned_word
from genkan.policy.decision import Circumstances, Refuse
from genkan.policy.opening_hours import is_open

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
    if _may_use_models(circumstances.roles):
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
    is_allowed = rules.allowed_models is None or deployment.model_id in rules.allowed_models
    is_disallowed = (
        deployment.id in rules.disallowed_deployments or deployment.model_id in rules.disallowed_models
    )
    if is_allowed and not is_disallowed:
        return None
    return Refuse(
        "organisation_disallows",
        "選択したモデルは、所属する組織では使わないこととされています。",
        "別のモデルを選んでください。使う必要があるときは、所属する府省の管理者に相談してください。",
    )


def _purpose(circumstances: Circumstances) -> Refuse | None:
    allowed = circumstances.organisation_rules.allowed_purposes
    if allowed is None or circumstances.purpose in allowed:
        return None
    return Refuse(
        "purpose",
        "所属する組織では、この利用目的で生成AIを使わないこととされています。",
        "必要な場合は、所属する府省の管理者に相談してください。",
    )


def _app(circumstances: Circumstances) -> Refuse | None:
    allowed = circumstances.organisation_rules.allowed_apps
    if allowed is None or not circumstances.app_id or circumstances.app_id in allowed:
        return None
    return Refuse(
        "app",
        "所属する組織では、このアプリを使わないこととされています。",
        "別のアプリを選んでください。必要な場合は、所属する府省の管理者に相談してください。",
    )


def _opening_hours(circumstances: Circumstances) -> Refuse | None:
    if is_open(circumstances.organisation_rules.opening_hours, circumstances.now):
        return None
    return Refuse(
        "opening_hours",
        "所属する組織で生成AIを利用できる時間の外です。",
        "利用できる時間になってから、もう一度送信してください。時間は、所属する府省の管理者に確認してください。",
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
    stands_safely = (
        deployment.place in circumstances.organisation_rules.places
        or deployment.government_cloud is Answer.YES
    )
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


def _government_cloud(circumstances: Circumstances) -> Refuse | None:
    is_demanded = circumstances.organisation_rules.government_cloud_for_two and _is_confidential(
        circumstances
    )
    if not is_demanded or circumstances.deployment.government_cloud is Answer.YES:
        return None
    return _refuse_class(
        circumstances,
        rule="government_cloud",
        sentence=(
            "所属する組織は機密性2の情報にガバメントクラウドを求めていますが、"
            "選択したモデルがそこで動作することを確認できません。"
        ),
    )


def _ismap(circumstances: Circumstances) -> Refuse | None:
    is_demanded = circumstances.organisation_rules.ismap_for_two and _is_confidential(circumstances)
    if not is_demanded or circumstances.deployment.ismap is Answer.YES:
        return None
    return _refuse_class(
        circumstances,
        rule="ismap",
        sentence=(
            "所属する組織は機密性2の情報にISMAPの登録を求めていますが、選択したモデルの登録を確認できません。"
        ),
    )


def _max_characters(circumstances: Circumstances) -> Refuse | None:
    limit = circumstances.organisation_rules.max_characters
    if limit is None or (count := sum(map(len, circumstances.texts))) <= limit:
        return None
    return Refuse(
        "max_characters",
        f"所属する組織で一度に送信できるのは{limit:,}文字までです。これまでの会話と資料を合わせて{count:,}文字あります。",
        "内容を短くするか、分けて送信してください。",
    )


def _banned_words(circumstances: Circumstances) -> Refuse | None:
    texts, words = circumstances.texts, circumstances.organisation_rules.banned_words
    word = circumstances.memo.of((texts, words), lambda: find_banned_word(texts, words))
    if word is None:
        return None
    return Refuse(
        "banned_words",
        f"所属する組織で送信しないこととされている語句「{word}」が含まれています。",
        "その語句を含む部分を取り除いてください。必要な場合は、所属する府省の管理者に相談してください。",
    )


@cache
def _may_use_models(roles: frozenset[Role]) -> bool:
    return Permission.USE_WORKSPACE in permissions_of(roles)


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
    _app,
    _purpose,
    _opening_hours,
    _organisation_ceiling,
    _ceiling,
    _learning,
    _place,
    _government_cloud,
    _ismap,
    _vendor_logging,
    _max_characters,
    _banned_words,
)
