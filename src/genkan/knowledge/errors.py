"""Errors of the knowledge room.

KnowledgeProblem
├── FileProblem            a file that cannot be loaded; the other files go on
│   ├── EmptyFile
│   ├── TooLarge
│   ├── NotText
│   ├── UnsupportedKind
│   ├── UnreadableFile
│   ├── NoArticles
│   ├── UnreadableDate
│   ├── NoEnforcementDay
│   ├── RevisionRefused
│   └── LoadingBrokenOff
├── UnreadableDay          the day asked for is none
├── OneVersionOnly         there is nothing to compare
├── RegulationNotFound     also where the person may not read it
├── CollectionNotFound
├── CollectionExists
├── BlankTitle
├── NoFiles
├── NothingToCheck
├── TextTooLong
├── TextClassNotOffered
├── UploadNotFound
├── LawApiUnclear
├── VectorProblem           see vectors/errors
└── IndexUnavailable
    ├── IndexBusy
    ├── IndexWorkerLost
    └── SearchServerProblem
        ├── SearchServerUnreachable
        ├── SearchServerBusy
        ├── SearchServerRefuses
        └── SearchServerLacksKuromoji
"""

from genkan.kit import Problem


class KnowledgeProblem(Problem):
    """Something in the regulations or their index cannot be used."""


class FileProblem(KnowledgeProblem):
    """A file cannot be loaded."""

    status = 422
    sentence = "「{name}」を読み込めませんでした。"
    next_step = "ファイルの内容を確かめてから、もう一度読み込んでください。"


class EmptyFile(FileProblem):
    """The file has no characters."""

    sentence = "「{name}」には文字がありません。"
    next_step = "規程の本文を入れたファイルを選んでください。"


class TooLarge(FileProblem):
    """The file is over the limit."""

    status = 413
    sentence = "「{name}」は{megabytes}MBを超えています。"
    next_step = "規程ごとにファイルを分けてから、もう一度読み込んでください。"


class NotText(FileProblem):
    """The file is in no encoding of Japanese text that is known here."""

    status = 415
    sentence = "「{name}」は文字のファイルとして読み取れません。"
    next_step = "文字コードをUTF-8、Shift_JIS又はEUC-JPにして、保存し直してください。"


class UnsupportedKind(FileProblem):
    """The file is of a kind that holds no text, or none that is read here."""

    status = 415
    sentence = "「{name}」の形式は読み込めません。"
    next_step = (
        "法令XML、Word、PDF、Excel、PowerPoint、HTML、CSV、Markdown又はテキストのファイルを選んでください。"
    )


class UnreadableFile(FileProblem):
    """The operating system does not give the file."""

    sentence = "「{name}」を開けません。"
    next_step = "ファイルの有無と読取りの権限を確かめてください。"


class NoArticles(FileProblem):
    """The text has neither articles nor headings."""

    sentence = "「{name}」に条も見出しも見つかりません。"
    next_step = "「第一条　」のように条で始まる行か、「# 」で始まる見出しを入れてください。"


class UnreadableDate(FileProblem):
    """The front matter holds a date that is none."""

    sentence = "「{name}」の施行日「{date}」を日付として読み取れません。"
    next_step = "「2025-04-01」又は「令和七年四月一日」の形で書いてください。"


class UnreadableDay(KnowledgeProblem):
    """The address names a day that is none."""

    status = 422
    sentence = "「{day}」を日付として読み取れません。"
    next_step = "「2025年4月1日」、「令和7年4月1日」又は「2025-04-01」の形で指定してください。"


class NoEnforcementDay(FileProblem):
    """A law was amended and the day from which the amendment is in force is not known yet."""

    sentence = "「{name}」に、施行日がまだ登録されていない改正があります。"
    next_step = "施行日が登録された後に、もう一度更新してください。現行の版は検索できます。"


class RevisionRefused(FileProblem):
    """The law API lists a revision and has no text of it."""

    sentence = "「{name}」の本文は、法令APIから取得できません。"
    next_step = "時間をおいて、もう一度更新してください。"


class LoadingBrokenOff(FileProblem):
    """The program that loaded the file ended again and again before the file was loaded."""

    status = 500
    sentence = "「{name}」の読込みが、途中で繰り返し中断しました。"
    next_step = "もう一度読み込んでください。続く場合は運用担当者に連絡してください。"


class OneVersionOnly(KnowledgeProblem):
    """Two different versions are needed for a comparison."""

    status = 409
    sentence = "「{title}」には、比べられる別の版がありません。"
    next_step = "異なる二つの版を選んでください。版が一つだけのときは、改正後の規程を読み込むと比べられます。"


class RegulationNotFound(KnowledgeProblem):
    """No such regulation or article for this person."""

    status = 404
    sentence = "指定された規程又は条は見つかりません。"
    next_step = "規程の一覧又は検索からお探しください。"


class CollectionNotFound(KnowledgeProblem):
    """No such collection for this person."""

    status = 404
    sentence = "指定された規程集は見つかりません。"
    next_step = "規程集の一覧から選び直してください。"


class CollectionExists(KnowledgeProblem):
    """The organisation already has a collection of this title."""

    status = 409
    sentence = "「{title}」という規程集は既にあります。"
    next_step = "別の名称を付けるか、その規程集に読み込んでください。"


class BlankTitle(KnowledgeProblem):
    """A collection needs a title."""

    status = 422
    sentence = "規程集の名称が入力されていません。"
    next_step = "名称を100字以内で入力してください。"


class TextClassNotOffered(KnowledgeProblem):
    """A text to be checked is of class 1 or 2; anything else was not offered by the form."""

    status = 422
    sentence = "文章の情報の区分が選択されていません。"
    next_step = "機密性1又は機密性2を選んでください。機密性3の情報は入力しないでください。"


class NoFiles(KnowledgeProblem):
    """Nothing to load was chosen."""

    status = 422
    sentence = "読み込むファイルがありません。"
    next_step = "規程のファイルか、規程をまとめたZIPを選んでください。"


class NothingToCheck(KnowledgeProblem):
    """No text was given to check."""

    status = 422
    sentence = "確認する文章が入力されていません。"
    next_step = "法令や規程の引用を含む文章を貼り付けてください。"


class TextTooLong(KnowledgeProblem):
    """The text is longer than is checked at once."""

    status = 413
    sentence = "文章が{characters}字を超えています。"
    next_step = "章や節ごとに分けて確認してください。"


class UploadNotFound(KnowledgeProblem):
    """No such upload; those that ended long ago are not kept."""

    status = 404
    sentence = "指定された読込みの記録は見つかりません。"
    next_step = "資料の管理の画面で、登録されている規程を確かめてください。"


class LawApiUnclear(KnowledgeProblem):
    """The answer of the law API is not of the published form."""

    status = 502
    sentence = "法令API（{path}）の応答を読み取れません。"
    next_step = "設定GENKAN_LAW_APIのアドレスが法令APIのVersion 2であることを確かめてください。"


class IndexUnavailable(KnowledgeProblem):
    """There is no index that can be opened."""

    status = 503
    sentence = "検索の索引を作成しているため、まだ検索できません。"
    next_step = "少し待ってから、もう一度検索してください。続く場合は運用担当者に連絡してください。"


class IndexBusy(IndexUnavailable):
    """Another process builds the index and does not come to an end."""

    sentence = "別の処理が検索の索引を作成しているため、索引を更新できませんでした。"
    next_step = "その処理が終わるのを待ってから、もう一度実行してください。"


class IndexWorkerLost(IndexUnavailable):
    """A process that prepared documents for the index ended before its work did."""

    sentence = "検索の索引を作成する処理の一部が途中で終了したため、索引を更新できませんでした。"
    next_step = "空きメモリを確かめてから、もう一度実行してください。検索は、更新前の索引で続けられます。"


class SearchServerProblem(IndexUnavailable):
    """The search server did not do what was asked of it; ``reason`` is what it said."""

    sentence = "検索サーバーが要求を処理できませんでした（{reason}）。"
    next_step = "時間をおいて、もう一度検索してください。続く場合は運用担当者に連絡してください。"


class SearchServerUnreachable(SearchServerProblem):
    """The search server does not answer."""

    sentence = "検索サーバーに接続できないため、検索できません。"
    next_step = "少し待ってから、もう一度検索してください。続く場合は運用担当者に連絡してください。"


class SearchServerBusy(SearchServerProblem):
    """The search server takes no more requests for the moment."""

    sentence = "検索サーバーが混み合っているため、検索できませんでした。"
    next_step = "少し待ってから、もう一度検索してください。"


class SearchServerRefuses(SearchServerProblem):
    """The search server does not know us, or does not allow what was asked for."""

    sentence = "検索サーバーが接続を許可しませんでした（HTTP {status}）。"
    next_step = (
        "運用担当者に連絡してください。設定GENKAN_OPENSEARCH_USER及びGENKAN_OPENSEARCH_PASSWORD並びに"
        "検索サーバーの権限を確かめる必要があります。"
    )


class SearchServerLacksKuromoji(SearchServerProblem):
    """The search server cannot cut Japanese into words."""

    sentence = "検索サーバーに、日本語の解析に必要なプラグイン（analysis-kuromoji）が入っていません。"
    next_step = "検索サーバーの全てのノードで「opensearch-plugin install analysis-kuromoji」を実行し、再起動してください。"
