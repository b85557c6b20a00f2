"""What can go wrong with files that come in.

KnowledgeProblem
├── FileProblem
│   └── LoadingFailed
├── TooManyWaiting
└── FolderAbsent
"""

from genkan.knowledge.errors import FileProblem, KnowledgeProblem


class LoadingFailed(FileProblem):
    """Something that nobody foresaw went wrong with this file; the log has what it was."""

    status = 500
    sentence = "「{name}」の読込み中に、予期しない誤りが起きました。"
    next_step = "運用担当者に連絡してください。サーバーのログに原因が記録されています。"


class TooManyWaiting(KnowledgeProblem):
    """The files of an organisation that wait to be loaded take all the room that it has for them."""

    status = 413
    sentence = "読込みを待っているファイルが{megabytes}MBを超えるため、受け付けられません。"
    next_step = "待っているファイルの読込みが終わってから、もう一度送ってください。"


class FolderAbsent(KnowledgeProblem):
    """A watched folder is not there or has suddenly nothing in it, as when a share is not mounted."""

    status = 503
    sentence = "見張っているフォルダー「{folder}」を開けないか、フォルダーが空になっています。"
    next_step = "フォルダーの有無、接続及び読取りの権限を確かめてください。読み込んだ規程は残っています。"
