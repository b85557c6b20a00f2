"""Errors of fetching.

FetchProblem
├── AddressNotAllowed
├── AddressNotSafe
├── RedirectedElsewhere
├── TooMuchSent
├── NotReached
└── ServiceRefused
"""

from genkan.kit import Problem


class FetchProblem(Problem):
    """Another service could not be used."""

    status = 502
    sentence = "外部のサービスから取得できませんでした。"
    next_step = "時間をおいて、もう一度実行してください。"


class AddressNotAllowed(FetchProblem):
    """The address is not one of the public internet, or is none at all."""

    status = 422
    sentence = "「{host}」への接続は許可されていません。"
    next_step = (
        "公開されているhttps又はhttpのアドレスを指定してください。組織内のサービスに接続するときは、"
        "設定GENKAN_FETCH_PRIVATE_ADDRESSESをtrueにしてください。"
    )


class AddressNotSafe(FetchProblem):
    """The address is not one of https."""

    status = 422
    sentence = "「{host}」への接続は、暗号化されない（httpsではない）ため許可されていません。"
    next_step = "httpsのアドレスを指定してください。"


class RedirectedElsewhere(FetchProblem):
    """The service leads to another host."""

    sentence = "「{host}」が別のサービスへ転送しようとしたため、取得を中止しました。"
    next_step = "サービスのアドレスが変わっていないか確かめて、設定を直してください。"


class TooMuchSent(FetchProblem):
    """The answer is larger than its limit."""

    sentence = "「{host}」の応答が{megabytes}MBを超えたため、取得を中止しました。"
    next_step = "取得する範囲を狭めてください。"


class NotReached(FetchProblem):
    """The service did not answer, or not in time, however often it was asked."""

    status = 504
    sentence = "「{host}」に接続できないか、時間内に応答がありません。"
    next_step = (
        "ネットワークとサービスの状況を確かめて、もう一度実行してください。途中までの結果は残っています。"
    )


class ServiceRefused(FetchProblem):
    """The service answered with an error."""

    sentence = "「{host}」が要求を受け付けませんでした（HTTP {code}）。"
    next_step = "設定と、サービスの状況を確かめてください。"
