"""What an operator is told of an endpoint that could not be looked at.

LookFailed
├── LookNotAllowed
├── EndpointNotReached
├── EndpointNotTrusted
├── EndpointKeptSilent
├── EndpointAsksForSecret     401, 403
├── NoModelListThere          404
├── EndpointRefusedLook       any other status
└── EndpointSpeaksOtherwise
"""

from genkan.gateway.errors import GatewayProblem


class LookFailed(GatewayProblem):
    """The models that an endpoint serves could not be listed."""

    status = 502


class LookNotAllowed(LookFailed):
    """The address may not be called."""

    status = 422
    sentence = "指定されたアドレスには接続できません。"
    next_step = (
        "「http://」又は「https://」で始まり、利用者名、パスワード、「?」及び「#」を含まないアドレスを指定してください。"
        "例: http://127.0.0.1:8080/v1"
    )


class EndpointNotReached(LookFailed):
    """Nothing answers at the address."""

    sentence = "{address}に接続できませんでした。"
    next_step = (
        "サーバーが起動しているか、ホスト名及びポート番号が正しいか、"
        "通信がファイアウォールで止められていないかを確認してください。"
    )


class EndpointNotTrusted(LookFailed):
    """No TLS connection came about: another protocol, or a certificate that is not accepted."""

    sentence = "{address}と安全な接続（TLS）ができませんでした。"
    next_step = (
        "サーバーがhttpsに対応しているか、電子証明書の有効期限、ホスト名及び発行者が正しいかを確認してください。"
        "組織内の認証局の証明書は、環境変数SSL_CERT_FILEで指定してください。"
    )


class EndpointKeptSilent(LookFailed):
    """The endpoint did not answer in time."""

    status = 504
    sentence = "{address}から、時間内に応答がありませんでした。"
    next_step = (
        "通信がファイアウォールで止められていないか、サーバーがモデルを読み込んでいる途中ではないかを確認して、"
        "もう一度お試しください。"
    )


class EndpointAsksForSecret(LookFailed):
    """The endpoint wants a secret, or another one."""

    sentence = "{address}が、認証情報を受け付けませんでした（応答コード {http_status}）。"
    next_step = (
        "認証情報の参照先（コマンドでは--secret）を指定しているか、"
        "そのAPIキーが有効で、モデルの利用を許可されているかを確認してください。"
    )


class NoModelListThere(LookFailed):
    """The path is not one of the protocol."""

    sentence = "{address}に、モデルの一覧がありません（応答コード {http_status}）。"
    next_step = (
        "アドレスの末尾を確認してください。多くのサーバーでは「/v1」です。例: http://127.0.0.1:8080/v1"
    )


class EndpointRefusedLook(LookFailed):
    """The endpoint answered with another error, or sends us elsewhere."""

    sentence = "{address}が、モデルの一覧を返しませんでした（応答コード {http_status}）。"
    next_step = (
        "300番台のときは転送先のアドレスを、400のときは「http://」と「https://」の別を確認してください。"
        "ほかのときは、サーバーのログを確認してください。"
    )


class EndpointSpeaksOtherwise(LookFailed):
    """What answers at the address does not speak the protocol."""

    sentence = "{address}の応答は、OpenAI互換サーバーのモデルの一覧ではありません。"
    next_step = "アドレスの末尾（多くのサーバーでは「/v1」）と、サーバーがOpenAI互換のAPIを提供しているかを確認してください。"
