"""Errors of the providers room; sentences name neither model nor vendor, so blind comparison stays blind.

ProviderProblem
├── AddressRefused
│   ├── AddressNotHttp
│   ├── AddressHoldsMore
│   ├── AddressForbidden
│   └── AddressNotFolder
├── NotSupported                  (parameter, given, allowed; nothing was sent)
│   └── ContextExceeded
├── DeploymentIncomplete          (parameter)
│   ├── CapabilityUnreadable      (capability)
│   └── SecretMalformed
├── EndpointUnreachable
│   └── CertificateRefused
├── EndpointTimedOut              (phase: connect, first_token, between_tokens, whole)
├── EndpointRefused               (http_status, message: for the operator only)
│   ├── SecretRefused             401, 403
│   ├── ModelNotServed            404
│   ├── ContentRefused            its content filter
│   ├── TooManyRequests           429
│   └── EndpointFailing           5xx
├── NotTheProtocol                (reason: for the operator only)
├── StreamBroken                  (reason: for the operator only)
├── AnswerTooLarge
├── RecordingMissing
└── RecordingUnreadable           (file)
"""

from genkan.kit import Problem

_TELL_OPERATOR = (
    "別のモデルを選ぶか、時間をおいてもう一度お試しください。続く場合は運用担当者に連絡してください。"
)


class ProviderProblem(Problem):
    """A model could not be asked, or its answer did not arrive whole."""

    status = 502
    sentence = "モデルから回答を受け取れませんでした。"
    next_step = _TELL_OPERATOR


class AddressRefused(ProviderProblem):
    """The address may not be called."""

    status = 422
    sentence = "接続先のアドレスが正しくないため、接続しませんでした。"
    next_step = "モデルの接続設定を管理する担当者に、接続先のアドレスを確認するよう依頼してください。"


class AddressNotHttp(AddressRefused):
    """The address does not begin with http or https, or names no host."""

    sentence = "接続先のアドレスが「http://」又は「https://」で始まらないため、接続しませんでした。"


class AddressHoldsMore(AddressRefused):
    """The address holds a user, a password, a query or a fragment."""

    sentence = (
        "接続先のアドレスに、利用者名、パスワード、「?」又は「#」が含まれているため、接続しませんでした。"
    )


class AddressForbidden(AddressRefused):
    """The address is one at which clouds hand out credentials, nobody's, or one of no public network where that is asked."""

    sentence = "接続先のアドレスが、接続を禁止している範囲にあるため、接続しませんでした。"


class AddressNotFolder(AddressRefused):
    """Recordings lie in a folder, which the address does not name."""

    sentence = "記録の再生に使うアドレスが「file:///」で始まるフォルダーではないため、再生しませんでした。"


class NotSupported(ProviderProblem):
    """The deployment is declared not to take this; ``details``: ``parameter``, ``given``, ``allowed``."""

    status = 400
    code = "unsupported_parameter"
    sentence = (
        "選んだモデルは「{parameter}」の指定（{given}）に対応していないため、送信しませんでした。"
        "指定できるもの：{allowed}"
    )
    next_step = "指定を外すか、対応しているモデルを選んでください。"


class ContextExceeded(NotSupported):
    """Question and answer together cannot fit; ``given`` and ``allowed`` are tokens."""

    code = "context_length_exceeded"
    sentence = (
        "質問と資料に回答の長さを加えると、このモデルが一度に扱える量を超えるため、送信しませんでした"
        "（少なくとも{given}トークン、上限は{allowed}トークン）。"
    )
    next_step = "質問や資料を短くするか、一度に扱える量が多いモデルを選んでください。"


class DeploymentIncomplete(ProviderProblem):
    """The protocol needs a parameter that the deployment does not have; ``details["parameter"]`` names it."""

    status = 422
    sentence = "モデルの接続設定に「{parameter}」がないため、接続しませんでした。"
    next_step = "別のモデルを選んでください。運用担当者に、モデルの接続設定を確認するよう依頼してください。"


class CapabilityUnreadable(DeploymentIncomplete):
    """What is declared of the deployment cannot be read; ``details["capability"]`` names the key."""

    sentence = "モデルの接続設定にある機能の宣言「{capability}」を解釈できないため、接続しませんでした。"


class SecretMalformed(DeploymentIncomplete):
    """The secret has not the form that the protocol needs."""

    sentence = "認証情報の形式がこの通信方式に合わないため、接続しませんでした。"
    next_step = "別のモデルを選んでください。運用担当者に、接続先の認証情報を確認するよう依頼してください。"


class EndpointUnreachable(ProviderProblem):
    """Nothing answers at the address."""

    sentence = "モデルの接続先に接続できませんでした。"
    next_step = _TELL_OPERATOR


class CertificateRefused(EndpointUnreachable):
    """The certificate of the endpoint is expired, for another host, or signed by nobody known."""

    sentence = "モデルの接続先の電子証明書を確認できないため、接続しませんでした。"
    next_step = "別のモデルを選んでください。運用担当者に、接続先の電子証明書を確認するよう依頼してください。"


class EndpointTimedOut(ProviderProblem):
    """The endpoint kept silent for too long; ``details["phase"]`` says when."""

    status = 504
    sentence = "モデルの応答が時間内に届きませんでした。"
    next_step = "質問を短く分けるか、時間をおいてもう一度お試しください。"


class EndpointRefused(ProviderProblem):
    """The endpoint answered with an error; ``details`` has ``http_status`` and its ``message``."""

    sentence = "モデルの接続先が、この依頼を受け付けませんでした（応答コード {http_status}）。"
    next_step = "質問や資料を短くしてお試しください。続く場合は運用担当者に連絡してください。"


class SecretRefused(EndpointRefused):
    """The endpoint does not accept our secret."""

    sentence = "モデルの接続先が、認証情報を受け付けませんでした（応答コード {http_status}）。"
    next_step = "別のモデルを選んでください。運用担当者に、接続先の認証情報を確認するよう依頼してください。"


class ModelNotServed(EndpointRefused):
    """The endpoint does not know the model, or the path."""

    sentence = "接続先に、登録されたモデルが見つかりませんでした（応答コード {http_status}）。"
    next_step = "別のモデルを選んでください。運用担当者に、モデルの接続設定を確認するよう依頼してください。"


class ContentRefused(EndpointRefused):
    """The content filter of the endpoint stopped the question."""

    sentence = (
        "モデルの接続先の内容審査により、この依頼は受け付けられませんでした（応答コード {http_status}）。"
    )
    next_step = "質問の表現を変えるか、別のモデルを選んでください。"


class TooManyRequests(EndpointRefused):
    """The endpoint is at its limit."""

    status = 503
    sentence = "モデルの接続先が混み合っています。"
    next_step = "少し待ってからもう一度お試しください。"


class EndpointFailing(EndpointRefused):
    """The endpoint has a fault of its own."""

    sentence = "モデルの接続先で障害が起きています（応答コード {http_status}）。"
    next_step = _TELL_OPERATOR


class NotTheProtocol(ProviderProblem):
    """What answers at the address does not speak the protocol; ``details["reason"]`` says how that showed."""

    sentence = "モデルの接続先から、解釈できない応答が届きました。"
    next_step = (
        "別のモデルを選んでください。運用担当者に、接続先のアドレスと通信方式を確認するよう依頼してください。"
    )


class StreamBroken(ProviderProblem):
    """The answer ended half-way; ``details["reason"]`` says how."""

    sentence = "モデルの回答が途中で途切れました。"
    next_step = "届いたところまで保存しました。もう一度質問してください。"


class AnswerTooLarge(ProviderProblem):
    """The endpoint sent more than we accept."""

    sentence = "モデルの回答が、受け取れる大きさを超えました。"
    next_step = "届いたところまで保存しました。質問を分けてもう一度お試しください。"


class RecordingMissing(ProviderProblem):
    """The replay folder has no record of this request."""

    status = 404
    sentence = "この質問に対する記録済みの回答がありません。"
    next_step = "記録の再生では、記録したときと同じ質問だけに答えられます。別のモデルを選んでください。"


class RecordingUnreadable(ProviderProblem):
    """A file of the replay folder is damaged."""

    sentence = "記録済みの回答を読み取れません（{file}）。"
    next_step = "運用担当者に、記録のファイルを作り直すよう依頼してください。"
