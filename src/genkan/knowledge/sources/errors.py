"""What can be wrong with a file before it is read.

FileProblem
├── NotAFile
├── OutsideFolder
├── RevisionTooLarge
└── LawUnclear
"""

from genkan.knowledge.errors import FileProblem


class NotAFile(FileProblem):
    """A pipe, a device or a socket: reading it may never end."""

    status = 415
    sentence = "「{name}」は通常のファイルではないため、読み込みません。"
    next_step = "内容のあるファイルに置き換えてください。"


class OutsideFolder(FileProblem):
    """A link that leads out of the folder that was given, where other people's files may be."""

    sentence = "「{name}」は、フォルダーの外を指すリンクのため、読み込みません。"
    next_step = "リンクの代わりに、ファイルそのものをフォルダーの中に置いてください。"


class RevisionTooLarge(FileProblem):
    """The text of a revision is larger than what is taken from the law API."""

    status = 413
    sentence = "「{name}」の本文は{megabytes}MBを超えるため、法令APIから取得していません。"
    next_step = "e-Gov法令検索でこの法令のXMLを取得し、ファイルとして読み込んでください。"


class LawUnclear(FileProblem):
    """What the law API says of one law is not of the published form; the other laws go on."""

    status = 502
    sentence = "「{name}」について、法令APIの応答を読み取れません。"
    next_step = "時間をおいて、もう一度更新してください。ほかの法令の更新は続けています。"
