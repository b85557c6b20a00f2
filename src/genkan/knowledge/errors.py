"""Errors of the knowledge room.

KnowledgeProblem
├── FileProblem            a file that cannot be loaded; the other files go on
│   ├── EmptyFile
│   ├── TooLarge
│   ├── NotText
│   ├── UnsupportedKind
│   ├── UnreadableFile
│   ├── NoArticles
│   └── UnreadableDate
├── RegulationNotFound     also where the person may not read it
├── CollectionNotFound
├── CollectionExists
├── BlankTitle
├── ClassNotOffered
├── NoFiles
└── IndexUnavailable
    └── IndexBusy
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
    """The file's name does not end like text."""

    status = 415
    sentence = "「{name}」の形式は読み込めません。"
    next_step = "テキスト（.txt）又はMarkdown（.md）に変換してから、もう一度読み込んでください。"


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


class ClassNotOffered(KnowledgeProblem):
    """A collection is of class 1 or 2; anything else was not offered by the form."""

    status = 422
    sentence = "規程集の情報の区分が選択されていません。"
    next_step = "機密性1又は機密性2を選んでください。機密性3の情報は扱えません。"


class NoFiles(KnowledgeProblem):
    """Nothing to load was chosen."""

    status = 422
    sentence = "読み込むファイルがありません。"
    next_step = "テキスト（.txt）又はMarkdown（.md）のファイルを選んでください。"


class IndexUnavailable(KnowledgeProblem):
    """There is no index that can be opened."""

    status = 503
    sentence = "検索の索引を作成しているため、まだ検索できません。"
    next_step = "少し待ってから、もう一度検索してください。続く場合は運用担当者に連絡してください。"


class IndexBusy(IndexUnavailable):
    """Another process builds the index and does not come to an end."""

    sentence = "別の処理が検索の索引を作成しているため、索引を更新できませんでした。"
    next_step = "その処理が終わるのを待ってから、もう一度実行してください。"
