"""Errors of external apps.

ExternalProblem
├── ExternalAppUnknown
├── RegistrationRefused           what an administrator stated cannot be taken; see there
└── CallProblem                   a run got no output from the other side; see call_errors
"""

from typing import ClassVar

from genkan.kit import Problem


class ExternalProblem(Problem):
    """Something with an external app could not be done."""


class ExternalAppUnknown(ExternalProblem):
    """The organisation has no such app."""

    status = 404
    sentence = "お探しの外部アプリは見つかりません。"
    next_step = "外部アプリの一覧から選び直してください。"


class RegistrationRefused(ExternalProblem):
    """What was stated about an app cannot be accepted; ``field`` is where."""

    status = 422
    field: ClassVar[str] = ""


class TitleUnfit(RegistrationRefused):
    """The app has no name, or one that is too long."""

    field = "title"
    sentence = "アプリの名称がないか、長すぎます。"
    next_step = "職員に分かる名称を、100文字以内で入力してください。"


class NameUnfit(RegistrationRefused):
    """The identifying name is no word in small letters."""

    field = "name"
    sentence = "識別名「{name}」は使えません。"
    next_step = "英小文字で始まり、英小文字、数字及び「-」による、60文字以内の識別名を入力してください。"


class NameTaken(RegistrationRefused):
    """Another app has the identifying name."""

    field = "name"
    sentence = "識別名「{name}」は、既に使われています。"
    next_step = "別の識別名を入力してください。"


class EndpointUnfit(RegistrationRefused):
    """The address is none, or holds a user name."""

    field = "endpoint"
    sentence = "エンドポイントのアドレスを読み取れません。"
    next_step = "https://で始まるアドレスを、アプリの提供者から示されたとおりに入力してください。"


class EndpointNotAllowed(RegistrationRefused):
    """The address is not one of https, and nobody allowed its host."""

    field = "endpoint"
    sentence = "「{host}」への接続は、暗号化されない（httpsではない）ため登録できません。"
    next_step = "httpsのアドレスを入力するか、「接続を許可するホスト」に追加してください。"


class KeyUnfit(RegistrationRefused):
    """The key cannot be sent in a header."""

    field = "key"
    sentence = "APIキーに使えない文字が含まれているか、長すぎます。"
    next_step = "アプリの提供者から示されたキーを、そのまま貼り付けてください。"


class FactUnfit(RegistrationRefused):
    """A fact about the app is not in its form; ``label`` is its name on the page."""

    field = "facts"
    sentence = "「{label}」の入力が正しくありません。"
    next_step = "入力の形を確かめて、もう一度保存してください。"


class ConfigUnfit(RegistrationRefused):
    """The configuration is no JSON object, or its size is none."""

    field = "config"
    sentence = "設定（config）を読み取れません。"
    next_step = '{{"max_payload_size": "6MB"}} のようなJSONオブジェクトを入力してください。'


class HostUnfit(RegistrationRefused):
    """The name of a host is none."""

    field = "host"
    sentence = "「{host}」は、ホストの名前として読み取れません。"
    next_step = "app.example.go.jp や 192.0.2.10 のように、https://やポート番号を付けずに入力してください。"


class ReasonMissing(RegistrationRefused):
    """A host was allowed without saying why."""

    field = "reason"
    sentence = "許可する理由が入力されていないか、長すぎます。"
    next_step = "組織内のサービスに接続する理由を、400文字以内で入力してください。"
