"""Errors of the Diet records.

AppsProblem
├── NoRecords
├── WordsPersonal
├── RecordsUnclear
├── RecordsRefused
└── FileUnclear
"""

from genkan.apps.errors import AppsProblem


class NoRecords(AppsProblem):
    """Neither is an address set, nor a file attached."""

    status = 422
    sentence = "国会会議録を検索する接続先が設定されていません。"
    next_step = (
        "会議録のファイル（JSON又はCSV）を添付して、もう一度実行してください。"
        "国立国会図書館の検索用APIを使うときは、運用担当者に設定GENKAN_DIET_APIを依頼してください。"
    )


class WordsPersonal(AppsProblem):
    """What was to be looked for holds personal data, which nobody looks for in the records of the Diet."""

    status = 422
    sentence = "検索する言葉に{kinds}が含まれているため、外部の検索サービスへ送信しませんでした。"
    next_step = "個人に関する番号や連絡先を除いて、もう一度実行してください。入力した内容は残してあります。"


class RecordsUnclear(AppsProblem):
    """The API answered something else than its documentation says."""

    status = 502
    sentence = "国会会議録の検索サービスの応答を読み取れませんでした。"
    next_step = "時間をおいて、もう一度実行してください。続く場合は、会議録のファイルを添付してください。"


class RecordsRefused(AppsProblem):
    """The API said what is wrong with the question."""

    status = 422
    sentence = "国会会議録の検索サービスが検索を受け付けませんでした（{reason}）。"
    next_step = "検索する言葉や期間を変えて、もう一度実行してください。"


class FileUnclear(AppsProblem):
    """An imported file has no speeches in a form that is known."""

    status = 422
    sentence = "「{name}」から発言を読み取れませんでした（{reason}）。"
    next_step = (
        "国会会議録検索用APIのJSON、又は「日付,院名,会議名,発言者,発言」の見出しがあるCSVを添付してください。"
    )
