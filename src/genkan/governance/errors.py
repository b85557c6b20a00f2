"""Errors of the governance room.

GovernanceProblem
├── NotFound
├── SignInRequired
├── SessionEnded
├── CrossSiteRequest
├── SignInRefused
├── SignInLocked
├── AddressLocked
├── SignInBusy
├── LinkUnusable
├── AdministrationProblem
│   ├── OwnAccount
│   ├── LastAdministrator
│   ├── AccountOutOfReach
│   └── PersonInactive
└── FieldProblem                what was typed into a field cannot be taken
    ├── NameMissing
    ├── NameTooLong
    ├── SignInNameMalformed
    ├── SignInNameTaken
    ├── BureauUnknown
    ├── RolesMissing
    ├── RoleNotGrantable
    ├── PasswordTooShort
    ├── PasswordTooLong
    ├── PasswordCommon
    ├── PasswordGuessable
    ├── PasswordsDiffer
    └── PasswordWrong
"""

from typing import ClassVar

from genkan.kit import Problem


class GovernanceProblem(Problem):
    """What a person asked for is not theirs to do, or not possible now."""


class NotFound(GovernanceProblem):
    """The page does not exist, or not for this person."""

    status = 404
    sentence = "お探しのページは見つかりませんでした。"
    next_step = "アドレスを確認するか、ホームからたどり直してください。"


class SignInRequired(GovernanceProblem):
    """Nobody is signed in; ``next_path`` is where to go on afterwards."""

    status = 401
    sentence = "サインインが必要です。"
    next_step = "サインインしてからもう一度お試しください。"

    def __init__(self, *, next_path: str) -> None:
        self.next_path = next_path
        super().__init__(next_path=next_path)


class SessionEnded(GovernanceProblem):
    """Something was sent after the session had ended; sending it again after signing in loses nothing."""

    status = 401
    sentence = "サインインの有効期間が終了したため、送信内容を受け付けられませんでした。"
    next_step = (
        "別のタブでサインインした後、この画面を再読み込みして「再送信」を選んでください。"
        "入力内容がそのまま送信されます。"
    )


class CrossSiteRequest(GovernanceProblem):
    """A form was sent from another site, or by a browser that does not say from where."""

    status = 403
    sentence = "ほかのサイトからの送信であるため、受け付けませんでした。"
    next_step = "Genkanの画面を開き直して、もう一度操作してください。"


class SignInRefused(GovernanceProblem):
    """The name or the password is wrong; which of them is not told."""

    status = 401
    sentence = "サインイン名又はパスワードが正しくありません。"
    next_step = (
        "入力内容を確認して、もう一度お試しください。続けて5回誤ると、15分間サインインできなくなります。"
    )


class SignInLocked(GovernanceProblem):
    """Too many failures for one sign-in name, known or not."""

    status = 429
    sentence = "サインインの失敗が続いたため、このサインイン名でのサインインを一時的に停止しています。"
    next_step = (
        "約{minutes}分後にもう一度お試しください。パスワードを忘れた場合は、"
        "所属する組織の管理者に招待リンクの再発行を依頼してください。"
    )


class AddressLocked(GovernanceProblem):
    """Too many failures from one network address."""

    status = 429
    sentence = "お使いのネットワークからのサインインの失敗が続いたため、受付を一時的に停止しています。"
    next_step = "約{minutes}分後にもう一度お試しください。お急ぎの場合は、運用担当者に連絡してください。"


class SignInBusy(GovernanceProblem):
    """So many people sign in at this moment that the line is full."""

    status = 503
    sentence = "サインインが混み合っています。"
    next_step = "1分ほど待ってから、もう一度お試しください。"


class LinkUnusable(GovernanceProblem):
    """The one-time link was used, is over 72 hours old, was replaced, or never existed."""

    status = 410
    sentence = "この招待リンクは使えません。既に使われたか、有効期限が切れています。"
    next_step = "パスワードを設定済みの場合はサインインしてください。未設定の場合は、所属する組織の管理者に招待リンクの再発行を依頼してください。"


class AdministrationProblem(GovernanceProblem):
    """A change to an account that would do harm."""

    status = 409


class OwnAccount(AdministrationProblem):
    """Administrators do not do this to themselves."""

    sentence = "自分のアカウントに対しては、この操作を行えません。"
    next_step = "ほかの管理者に依頼してください。パスワードの変更は「アカウント」画面から行えます。"


class LastAdministrator(AdministrationProblem):
    """Without an administrator nobody could let people in any more."""

    sentence = "組織に管理者が一人もいなくなるため、この操作は行えません。"
    next_step = "先に、ほかの利用者に府省庁管理者の役割を付与してください。"


class AccountOutOfReach(AdministrationProblem):
    """The account has a role over the whole installation."""

    sentence = "この利用者はシステム全体に関わる役割を持つため、組織の管理者は変更できません。"
    next_step = "変更が必要な場合は、運用担当者に連絡してください。"


class PersonInactive(AdministrationProblem):
    """A link is of no use to a person who may not sign in."""

    sentence = "この利用者は利用停止中のため、招待リンクを発行できません。"
    next_step = "先に利用を再開してください。"


class FieldProblem(GovernanceProblem):
    """What was typed into ``field`` cannot be taken."""

    status = 422
    field: ClassVar[str] = ""


class NameMissing(FieldProblem):
    """No name was typed."""

    field = "name"
    sentence = "氏名を入力してください。"
    next_step = "姓と名を入力してください。"


class NameTooLong(FieldProblem):
    """The name does not fit."""

    field = "name"
    sentence = "氏名は{limit}文字以内で入力してください。"
    next_step = "氏名を短くして、もう一度送信してください。"


class SignInNameMalformed(FieldProblem):
    """The sign-in name has other characters, or too few or many."""

    field = "sign_in_name"
    sentence = "サインイン名は、半角の英小文字、数字及び「.」「-」「_」「@」で3文字以上100文字以内とし、英小文字又は数字で始めてください。"
    next_step = "サインイン名を直して、もう一度送信してください。"


class SignInNameTaken(FieldProblem):
    """Another person signs in by this name."""

    field = "sign_in_name"
    sentence = "サインイン名「{sign_in_name}」は既に使われています。"
    next_step = "別のサインイン名を入力してください。"


class BureauUnknown(FieldProblem):
    """The bureau is not one of the organisation."""

    field = "bureau"
    sentence = "選択した部局は、この組織にありません。"
    next_step = "部局を選び直してください。"


class RolesMissing(FieldProblem):
    """A person without a role could open no page."""

    field = "roles"
    sentence = "役割を一つ以上選んでください。"
    next_step = "役割を選んで、もう一度送信してください。"


class RoleNotGrantable(FieldProblem):
    """The role reaches over the whole installation, or does not exist."""

    field = "roles"
    sentence = "組織の管理者が付与できない役割が含まれています。"
    next_step = "システム全体に関わる役割の付与は、運用担当者に依頼してください。"


class GroupTitleMissing(FieldProblem):
    """A group needs a title."""

    field = "title"
    sentence = "グループの名称を入力してください。"
    next_step = "職員が見て分かる名称を入力してください。"


class GroupTitleTaken(FieldProblem):
    """The organisation has a group of this title."""

    field = "title"
    sentence = "同じ名称のグループが既にあります。"
    next_step = "別の名称を入力してください。"


class MembersUnknown(FieldProblem):
    """Nobody of the organisation signs in with these names."""

    field = "members"
    sentence = "「{names}」というサインイン名の利用者は、この組織にいません。"
    next_step = "利用者管理でサインイン名を確かめてください。"


class PasswordTooShort(FieldProblem):
    """Fewer characters than asked for."""

    field = "password"
    sentence = "パスワードは{limit}文字以上にしてください。"
    next_step = "無関係な言葉をいくつか並べると、長くて覚えやすいパスワードになります。"


class PasswordTooLong(FieldProblem):
    """More characters than anybody types."""

    field = "password"
    sentence = "パスワードは{limit}文字以内にしてください。"
    next_step = "短いパスワードを入力してください。"


class PasswordCommon(FieldProblem):
    """One of the first that are tried."""

    field = "password"
    sentence = "推測されやすいパスワードです。よく使われるものや、同じ文字の繰り返しは使えません。"
    next_step = "別のパスワードを入力してください。"


class PasswordGuessable(FieldProblem):
    """Little more than a name that anyone knows."""

    field = "password"
    sentence = "氏名、サインイン名又はシステム名をほぼそのまま用いたパスワードは使えません。"
    next_step = "別のパスワードを入力してください。"


class PasswordsDiffer(FieldProblem):
    """The second typing is not the first."""

    field = "again"
    sentence = "確認用のパスワードが一致しません。"
    next_step = "同じパスワードを二つの欄に入力してください。"


class PasswordWrong(FieldProblem):
    """The present password was not given."""

    field = "current"
    sentence = "現在のパスワードが正しくありません。"
    next_step = "現在のパスワードをもう一度入力してください。続けて5回誤ると、15分間変更できなくなります。"
