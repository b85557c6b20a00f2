"""Why a run got no output from an external app.

CallProblem
├── AppNotReached
├── AppSilent
├── AppNotSafe
├── AppLedElsewhere
├── AppSaidTooMuch
├── RequestTooLarge
├── FileNotRead
├── FileNotMasked
├── KeyUnreadable
├── AnswerLost
├── AnswerNeverCame
├── RequestGone
├── AppMoved
└── CallForbidden
"""

from genkan.apps.external.errors import ExternalProblem

_NOT_SENT_AGAIN = (
    "二重に処理されないよう、自動では送り直していません。必要な場合は、もう一度実行してください。"
)


class CallProblem(ExternalProblem):
    """The other side gave nothing."""

    status = 502


class AppNotReached(CallProblem):
    """No connection could be made, or it broke."""

    sentence = "外部アプリ「{title}」（{host}）に接続できません。"
    next_step = "時間をおいて、もう一度実行してください。続く場合は、所属する府省の管理者に連絡してください。"


class AppSilent(CallProblem):
    """No whole answer came in time."""

    status = 504
    sentence = "外部アプリ「{title}」（{host}）から、{seconds}秒以内に応答がありませんでした。"
    next_step = "入力を短くするか、時間をおいて、もう一度実行してください。"


class AppNotSafe(CallProblem):
    """The address stands in a private network, or is not one of https, and nobody allowed its host."""

    sentence = "外部アプリ「{title}」のアドレス（{host}）への接続は許可されていません。"
    next_step = "所属する府省の管理者に、登録内容と「接続を許可するホスト」を確かめるよう依頼してください。"


class AppLedElsewhere(CallProblem):
    """The app redirects; nothing went to where it leads."""

    sentence = "外部アプリ「{title}」（{host}）が別のアドレスへ転送しようとしたため、中止しました。"
    next_step = "所属する府省の管理者に、アプリのアドレスが変わっていないか確かめるよう依頼してください。"


class AppSaidTooMuch(CallProblem):
    """The answer is larger than its limit."""

    sentence = "外部アプリ「{title}」の応答が{megabytes}MBを超えたため、受信を中止しました。"
    next_step = "対象を狭めて、もう一度実行してください。"


class RequestTooLarge(CallProblem):
    """The request is larger than the app takes."""

    status = 413
    sentence = "送信する内容（{size}MB）が、このアプリの上限（{limit}MB）を超えています。"
    next_step = "ファイルや文章を減らして、もう一度実行してください。ファイルは、送信するとき約1.4倍の大きさになります。"


class FileNotRead(CallProblem):
    """A file could not be looked through, or not all of it, so nobody knows what would leave."""

    status = 422
    sentence = "ファイル「{name}」の内容の全部又は一部を確認できないため、送信しませんでした。"
    next_step = (
        "文字を読み取れる形式（Word、PDF、テキストなど）にして添付してください。"
        "画像や音声を送る必要がある場合は、所属する府省の管理者に相談してください。"
    )


class FileNotMasked(CallProblem):
    """A file holds what has to be masked; a file leaves whole or not at all."""

    status = 422
    sentence = "ファイル「{name}」に、伏せる必要のある個人情報が含まれているため、送信しませんでした。"
    next_step = "該当する部分を取り除いたファイルを添付して、もう一度実行してください。"


class KeyUnreadable(CallProblem):
    """The key was sealed with another secret of the installation, or for another address."""

    status = 500
    sentence = "外部アプリ「{title}」のAPIキーを読み出せません。"
    next_step = "所属する府省の管理者に、APIキーを登録し直すよう依頼してください。"


class AnswerLost(CallProblem):
    """It was interrupted after the request may have left."""

    sentence = "外部アプリ「{title}」への送信の途中で、処理が中断しました。"
    next_step = _NOT_SENT_AGAIN


class AnswerNeverCame(CallProblem):
    """The other side did not finish within the days that the protocol gives it."""

    status = 504
    sentence = "外部アプリ「{title}」の処理が、{days}日以内に終わりませんでした。"
    next_step = "アプリの提供者に連絡するか、もう一度実行してください。"


class RequestGone(CallProblem):
    """The other side knows nothing of the request any more."""

    sentence = "外部アプリ「{title}」に、依頼した処理が残っていません（HTTP {code}）。"
    next_step = _NOT_SENT_AGAIN


class AppMoved(CallProblem):
    """The app was registered with another host after it had accepted the request."""

    status = 409
    sentence = "依頼した後に外部アプリ「{title}」のアドレスが変更されたため、応答を受け取れません。"
    next_step = _NOT_SENT_AGAIN


class CallForbidden(CallProblem):
    """The person's organisation is not the one that registered the app."""

    status = 404
    sentence = "お探しの外部アプリは見つかりません。"
    next_step = "アプリの一覧から選び直してください。"
