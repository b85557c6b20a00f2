"""Errors of the catalogue room; ``field`` names the form field that an error stands beside.

CatalogueProblem
├── ModelFileInvalid
├── DeploymentNotFound
├── StateChangeRefused
├── NothingToVerify
├── MomentInvalid
├── DeploymentRefused
│   ├── TitleMissing, TitleTaken, PublicNameInvalid, PublicNameTaken
│   ├── ProtocolUnknown, ProtocolNotSpoken, ProtocolSettingMissing
│   ├── AddressInvalid, RemoteModelMissing, ModelUnknown
│   ├── PlaceInvalid, CeilingTooHigh, CapacityInvalid, TokenCapacityInvalid
│   ├── PriceInvalid, PriceUndated
│   ├── PriceDateInvalid, ParametersInvalid, CapabilitiesInvalid, AnswerInvalid, TextTooLong
│   └── FormerBuildGone
└── SecretProblem
    ├── SecretReferenceInvalid
    ├── SecretGivenInClear
    └── SecretMissing
"""

from typing import ClassVar

from genkan.kit import Problem


class CatalogueProblem(Problem):
    """A model or a deployment could not be read or changed."""

    field: ClassVar[str] = ""


class ModelFileInvalid(CatalogueProblem):
    """A file of the catalogue is not in its form (``file``, ``reason`` naming the key)."""

    sentence = "モデルの資料 {file} を読み取れません：{reason}"
    next_step = "示された項目を直してから、もう一度起動してください。"


class DeploymentNotFound(CatalogueProblem):
    """No deployment has this identifier."""

    status = 404
    sentence = "指定された接続先は見つかりませんでした。"
    next_step = "モデルの一覧から選び直してください。"


class StateChangeRefused(CatalogueProblem):
    """The deployment is not in a state from which this change is possible."""

    status = 409
    sentence = "「{title}」の状態が変わっているため、この操作はできません。"
    next_step = "画面を開き直して状態を確認してください。廃止した接続先は、新しく登録し直す必要があります。"


class NothingToVerify(CatalogueProblem):
    """No model is behind the deployment, or it is retired."""

    status = 409
    sentence = "「{title}」は検証の対象ではありません。"
    next_step = "廃止されていない、モデルの接続先を選んでください。抽出回答と記録の再生には、検証する接続先がありません。"


class MomentInvalid(CatalogueProblem):
    """The moment that was asked for is none, or is still to come."""

    status = 422
    field = "at"
    sentence = "日時が正しくありません。"
    next_step = "「2026-11-22T10:00」のように、現在までの日付と時刻を入力してください。"


class DeploymentRefused(CatalogueProblem):
    """What was stated about a deployment cannot be accepted."""

    status = 422
    sentence = "接続先を登録できませんでした。"
    next_step = "入力内容を確認して、もう一度登録してください。"


class TitleMissing(DeploymentRefused):
    """The deployment has no name, or one that is too long."""

    field = "title"
    sentence = "接続先の名称がないか、長すぎます。"
    next_step = "職員に見せる名称を100文字以内で入力してください。"


class TitleTaken(DeploymentRefused):
    """Another deployment has this name."""

    status = 409
    field = "title"
    sentence = "「{title}」という名称の接続先は既にあります。"
    next_step = "ビルドや日付を付けるなど、別の名称にしてください。"


class PublicNameInvalid(DeploymentRefused):
    """The public name holds other characters than those allowed."""

    field = "public_name"
    sentence = "公開名に使えない文字があるか、長すぎます。"
    next_step = "半角の英小文字、数字、「.」、「_」、「:」、「-」だけを使い、120文字以内で入力してください。"


class PublicNameTaken(DeploymentRefused):
    """Another build is served under this public name."""

    status = 409
    field = "public_name"
    sentence = "公開名「{name}」では、別のビルドの接続先「{title}」が使われています。"
    next_step = (
        "別の公開名にするか、その接続先を一時停止又は廃止してください。"
        "ビルドを変えるときは、その接続先の画面から「新しいビルドを登録する」を選んでください。"
    )


class FormerBuildGone(DeploymentRefused):
    """The deployment whose build is to be followed does not exist, or is retired."""

    status = 409
    field = "title"
    sentence = "引き継ぐ元の接続先が見つからないか、既に廃止されています。"
    next_step = "モデルの一覧で状態を確認し、新しい接続先として登録してください。"


class ProtocolUnknown(DeploymentRefused):
    """Nobody knows this protocol."""

    field = "protocol"
    sentence = "「{protocol}」という通信方式はありません。"
    next_step = "通信方式には次のいずれかを選んでください：{known}"


class ProtocolNotSpoken(DeploymentRefused):
    """The protocol is known, but this version does not speak it."""

    field = "protocol"
    sentence = "通信方式「{protocol}」には、この版はまだ対応していません。"
    next_step = "OpenAI互換の接続先があるか、提供元に確認してください。"


class ProtocolSettingMissing(DeploymentRefused):
    """The protocol needs a setting that was not stated."""

    field = "protocol_setting"
    sentence = "この通信方式に必要な「{setting}」がありません。"
    next_step = "提供元の仕様書で値を確かめて、入力してください。"


class AddressInvalid(DeploymentRefused):
    """The address is not an http(s) address without user, query and fragment."""

    field = "address"
    sentence = "接続先のアドレスが正しくありません。"
    next_step = (
        "「https://」又は「http://」で始まり、利用者名、「?」、「#」を含まないアドレスを入力してください。"
    )


class RemoteModelMissing(DeploymentRefused):
    """An endpoint serves several models, so that the name of one is needed."""

    field = "remote_model"
    sentence = "接続先で使うモデルの名前がありません。"
    next_step = "接続先を調べて、見つかったモデルから一つ選んでください。"


class ModelUnknown(DeploymentRefused):
    """The catalogue has no such model."""

    field = "model_id"
    sentence = "「{model_id}」というモデルは一覧にありません。"
    next_step = "一覧にあるモデルを選ぶか、「一覧にないモデル」を選んでください。"


class PlaceInvalid(DeploymentRefused):
    """The place is not a country code."""

    field = "place"
    sentence = "処理する国は、2文字の国コードで指定する必要があります。"
    next_step = "日本なら「JP」と入力してください。分からないときは空欄にしてください。"


class CeilingTooHigh(DeploymentRefused):
    """No deployment may take 機密性3."""

    field = "ceiling"
    sentence = "機密性3の情報を扱う接続先は登録できません。"
    next_step = "扱える情報の上限には、機密性1又は機密性2を選んでください。"


class CapacityInvalid(DeploymentRefused):
    """The number of requests in flight is not between 1 and 100,000."""

    field = "capacity"
    sentence = "同時に処理できる件数が正しくありません。"
    next_step = "1から100000までの整数を入力してください。"


class TokenCapacityInvalid(DeploymentRefused):
    """The number of tokens in flight is not between 1 and a thousand million."""

    field = "token_capacity"
    sentence = "同時に処理できるトークン数が正しくありません。"
    next_step = "1から1000000000までの整数を入力してください。上限がないときは空欄にしてください。"


class PriceInvalid(DeploymentRefused):
    """A price is negative or not a number."""

    field = "input_price"
    sentence = "料金が正しくありません。"
    next_step = "100万トークン当たりの円を、0以上の数で入力してください。分からないときは空欄にしてください。"


class PriceUndated(DeploymentRefused):
    """A price without the day from which it holds."""

    field = "price_date"
    sentence = "料金の基準日がありません。"
    next_step = "料金を確認した日を入力してください。"


class PriceDateInvalid(DeploymentRefused):
    """The day of the price is no day."""

    field = "price_date"
    sentence = "料金の基準日が正しくありません。"
    next_step = "「2026-11-01」のように入力してください。"


class ParametersInvalid(DeploymentRefused):
    """The further parameters are no JSON object, or too long."""

    field = "parameters"
    sentence = "追加のパラメーターが正しくありません。"
    next_step = "10,000文字以内のJSONのオブジェクトを入力してください。必要がないときは空欄にしてください。"


class CapabilitiesInvalid(DeploymentRefused):
    """The capabilities are no JSON object with short names, or too long."""

    field = "capabilities"
    sentence = "接続先の特性が正しくありません。"
    next_step = "10,000文字以内のJSONのオブジェクトを入力してください。必要がないときは空欄にしてください。"


class AnswerInvalid(DeploymentRefused):
    """A question about the deployment was answered with none of its answers."""

    sentence = "選択肢にない回答があります。"
    next_step = "「はい」、「いいえ」、「不明」のいずれかを選んでください。"


class TextTooLong(DeploymentRefused):
    """A text is too long or holds characters that cannot be shown."""

    sentence = "長すぎるか、使えない文字を含む項目があります。"
    next_step = "各項目を1行で、短く入力してください。"


class SecretProblem(CatalogueProblem):
    """The secret of an endpoint could not be found by its reference."""

    status = 422
    field = "secret_reference"
    sentence = "接続先の認証情報を読み取れませんでした。"
    next_step = "運用担当者に、認証情報の設定を確認するよう依頼してください。"


class SecretReferenceInvalid(SecretProblem):
    """The reference has neither of the two forms, or names what was not put there for endpoints."""

    sentence = "認証情報の参照先の形式が正しくありません。"
    next_step = "「env:GENKAN_SECRET_名前」又は「file:/run/secrets/ファイル名」の形式で入力してください。他の環境変数及びファイルは使えません。"


class SecretGivenInClear(SecretProblem):
    """The reference holds what looks like a secret itself; it is not repeated here."""

    sentence = "認証情報そのものが入力されたようです。安全のため、保存しませんでした。"
    next_step = (
        "認証情報は環境変数又はファイルに置き、"
        "「env:GENKAN_SECRET_名前」又は「file:/run/secrets/ファイル名」で指定してください。"
        "入力したものが本物なら、提供元で作り直してください。"
    )


class SecretMissing(SecretProblem):
    """The variable or file is absent, empty, or not to be read."""

    status = 503
    sentence = "接続先の認証情報が、参照先（{reference}）にありません。"
    next_step = "運用担当者に、参照先の環境変数又はファイルを設定するよう依頼してください。"
