"""Errors of the gateway room.

GatewayProblem
├── QuestionEmpty
├── QuestionTooLong
├── TextsTooLong
├── QuestionRefused
├── TooManyAnswers
├── AnswerUnknown
├── PersonUnknown
├── DeploymentGone
├── EmbeddingModelGone
├── GatewayFailed
└── LookFailed                    told to the operator who gave the address, see look_failures
"""

from typing import ClassVar

from genkan.kit import Problem


class GatewayProblem(Problem):
    """A question did not pass the door."""


class QuestionEmpty(GatewayProblem):
    """The question has no words."""

    status = 422
    sentence = "質問が入力されていません。"
    next_step = "質問を入力してから送信してください。"


class QuestionTooLong(GatewayProblem):
    """The question is longer than the limit, in characters."""

    status = 413
    sentence = "質問が長すぎます（{length}文字）。一度に送信できるのは{limit}文字までです。"
    next_step = "質問を短くするか、分けて送信してください。入力した文章は残してあります。"


class TextsTooLong(GatewayProblem):
    """All texts of a call together are longer than the installation takes, in characters, of which a short text counts some."""

    status = 413
    code: ClassVar[str] = "texts_too_long"
    sentence = "送信する文章の合計が長すぎます（{length}文字）。一度に送信できるのは{limit}文字までです。"
    next_step = "文章や資料を減らすか、分けて送信してください。"


class QuestionRefused(GatewayProblem):
    """The policy does not let the question go to the deployment that was chosen.

    ``model`` is the title of the deployment, ``reason`` and ``way_out`` the words of the policy.
    """

    status = 422
    sentence = "「{model}」には送信しませんでした。{reason}"
    next_step = "{way_out}入力した文章は残してあります。"


class TooManyAnswers(GatewayProblem):
    """One person waits for more answers than the limit."""

    status = 429
    sentence = "作成中の回答が{limit}件あるため、新しい質問を受け付けられません。"
    next_step = "作成中の回答が終わるのを待つか、停止してから、もう一度送信してください。"


class AnswerUnknown(GatewayProblem):
    """There is no such answer."""

    status = 404
    sentence = "お探しの回答は見つかりません。"
    next_step = "一覧から選び直してください。"


class PersonUnknown(GatewayProblem):
    """The person who asked may no longer use the environment."""

    status = 403
    sentence = "この利用者は、現在利用を停止されています。"
    next_step = "利用者管理の担当者に確認してください。"


class DeploymentGone(GatewayProblem):
    """The deployment that was chosen is not registered."""

    status = 404
    sentence = "選択したモデルは登録されていません。"
    next_step = "別のモデルを選んでください。"


class EmbeddingModelGone(GatewayProblem):
    """No active deployment gives embeddings under the public name ``model``."""

    status = 503
    sentence = "ベクトルを作成するモデル「{model}」は、現在利用できません。"
    next_step = "運用担当者に、モデルの画面で接続先の状態を確認するよう依頼してください。"


class GatewayFailed(GatewayProblem):
    """Something failed that has no name of its own; the operator finds it in the log."""

    status = 500
    sentence = "回答の作成中に問題が起きました。"
    next_step = "もう一度お試しください。続く場合は運用担当者に連絡してください。"


class KeyUnknown(GatewayProblem):
    """The organisation has no such key."""

    status = 404
    sentence = "お探しのAPIキーは見つかりません。"
    next_step = "APIキーの一覧から選び直してください。"


class KeyRefused(GatewayProblem):
    """What was stated about a key cannot be accepted."""

    status = 422
    field: ClassVar[str] = ""


class KeyTitleMissing(KeyRefused):
    """The key has no name, or one that is too long."""

    field = "title"
    sentence = "APIキーの名称がないか、長すぎます。"
    next_step = "どのプログラムで使うかが分かる名称を、100文字以内で入力してください。"


class KeyExpiryInvalid(KeyRefused):
    """The key would end before it begins, or live too long."""

    field = "expires_at"
    sentence = "APIキーの有効期限は、発行日の翌日から{days}日以内としてください。"
    next_step = "有効期限を入力し直してください。期限が近づいたら、更新により延長できます。"


class KeyCeilingTooHigh(KeyRefused):
    """The class of requests that say nothing lies above the highest that they may say."""

    field = "information_class"
    sentence = "既定の情報の区分が、上限の区分を超えています。"
    next_step = "既定の区分を上限以下にしてください。"


class KeyChoiceEmpty(KeyRefused):
    """Only chosen models may be used, and none was chosen."""

    field = "models"
    sentence = "使用するモデルが選ばれていません。"
    next_step = "モデルを1つ以上選ぶか、「全てのモデル」を選んでください。"


class AddressNotNetwork(KeyRefused):
    """A network is not in CIDR form."""

    field = "addresses"
    sentence = "「{address}」は、アドレスの範囲として読み取れません。"
    next_step = "192.0.2.0/24 のような形で、1行に1つずつ入力してください。"


class KeyOwnerUnfit(KeyRefused):
    """The responsible person is not an active person of the organisation."""

    field = "owner_id"
    sentence = "APIキーの責任者は、その組織に所属し、利用を停止されていない方に限ります。"
    next_step = "責任者を選び直してください。"


class KeyEnded(KeyRefused):
    """The key has ended already."""

    status = 409
    sentence = "APIキー「{title}」は既に失効しています。"
    next_step = "新しいAPIキーを発行してください。"


class CallRefused(GatewayProblem):
    """A program's call did not pass the door; ``code`` is the identifier that programs read."""

    status = 403
    code: ClassVar[str] = "refused"


class KeyMissing(CallRefused):
    """The request names no key."""

    status = 401
    code = "missing_api_key"
    sentence = "APIキーが示されていません。"
    next_step = "Authorizationヘッダーに「Bearer APIキー」を付けてください。"


class KeyNotAccepted(CallRefused):
    """The key is unknown, has ended, or its responsible person was deactivated."""

    status = 401
    code = "invalid_api_key"
    sentence = "APIキーが正しくないか、有効期限が切れています。"
    next_step = "APIキーを確認し、必要であれば、所属する組織の管理者に発行を依頼してください。"


class AddressNotAllowed(CallRefused):
    """The key may not be used from where the request comes."""

    code = "address_not_allowed"
    sentence = "このAPIキーは、接続元のアドレス（{address}）からは使えません。"
    next_step = "許可された場所から接続するか、APIキーの接続元の設定を管理者に確認してください。"


class ModelNotFound(CallRefused):
    """No such model, or the key does not open it."""

    status = 404
    code = "model_not_found"
    sentence = "モデル「{model}」は、このAPIキーでは利用できません。"
    next_step = "GET /v1/models で、利用できるモデルの名称を確認してください。"


class ModelOfOtherKind(CallRefused):
    """A model for embeddings was asked to chat, or the other way round; ``allowed`` is where it answers."""

    status = 400
    code = "model_not_supported"
    sentence = "モデル「{model}」は、この操作には対応していません。"
    next_step = "「{allowed}」を使うか、別のモデルを指定してください。"


class ClassNotAllowed(CallRefused):
    """The request states an information class that the key does not open, or none at all."""

    code = "information_class_not_allowed"
    sentence = "このAPIキーで送信できるのは、機密性{ceiling}までの情報です。"
    next_step = "X-Genkan-Information-Classヘッダーの値を確認するか、上限の見直しを管理者に相談してください。"


class PolicyRefused(CallRefused):
    """The policy decided that the text may not go to the model (``rule``)."""

    code = "policy_refused"
    sentence = "{reason}"
    next_step = "{way_out}"


class RequestInvalid(CallRefused):
    """The request is not in its form; ``reason`` names the place, in the words of the decoder."""

    status = 400
    code = "invalid_request_error"
    sentence = "リクエストの形式が正しくありません（{reason}）。"
    next_step = "示された項目を直して、もう一度送信してください。"


class PartNotChecked(CallRefused):
    """The request holds something that the policy cannot read."""

    status = 400
    code = "content_not_supported"
    sentence = "文章以外の内容（{kind}）は、個人情報などの確認ができないため送信できません。"
    next_step = "必要な部分を文章にして送信してください。"


class DoorClosed(GatewayProblem):
    """The door takes nothing at the moment; ``retry_after`` is in seconds."""

    status = 503
    code: ClassVar[str] = "temporarily_unavailable"
    retry_after: ClassVar[int] = 5


class RecordsBehind(DoorClosed):
    """The records cannot be read or written, so nothing can be decided or counted."""

    sentence = "記録用データベースに接続できないため、受付を止めています。"
    next_step = "少し待ってから、もう一度送信してください。続く場合は運用担当者に連絡してください。"


class JournalFailed(DoorClosed):
    """The journal of calls cannot be written."""

    status = 507
    sentence = "利用の記録を書き込めないため、送信しませんでした。"
    next_step = "運用担当者に、保存先の空き容量の確認を依頼してください。"
