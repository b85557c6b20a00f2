"""Errors of the storage room.

StorageProblem
├── DatabaseUnavailable
├── DatabaseBusy
├── DatabaseFull
└── DatabaseNewer
"""

from genkan.kit import Problem


class StorageProblem(Problem):
    """The records could not be read or written."""


class DatabaseUnavailable(StorageProblem):
    """The database does not answer."""

    status = 503
    sentence = "記録用データベースに接続できません。"
    next_step = "入力内容は失われていません。少し待ってからもう一度送信してください。"


class DatabaseBusy(StorageProblem):
    """Another process held the write lock for too long."""

    status = 503
    sentence = "記録の書き込みが混み合っています。"
    next_step = "入力内容は失われていません。少し待ってからもう一度送信してください。"


class DatabaseFull(StorageProblem):
    """The disk is full."""

    status = 507
    sentence = "ディスクの空き容量がないため、記録できませんでした。"
    next_step = (
        "入力内容は失われていません。運用担当者に空き容量の確保を依頼してから、もう一度送信してください。"
    )


class DatabaseNewer(StorageProblem):
    """A later version of the program has changed the tables."""

    status = 503
    sentence = "データベースは、このプログラムより新しい版で使われています。"
    next_step = "データベースと同じか、それより新しい版のプログラムを使ってください。"
