"""Errors of the desk.

DeskProblem
├── RequestUnclear         (name)
├── WordsMissing           (name)
├── ArticleNotNamed
├── ReferenceNotRead       (words, why)
├── ReadingNotOpened
└── TooManyReads           (limit, seconds)
"""

from genkan.knowledge.errors import KnowledgeProblem


class DeskProblem(KnowledgeProblem):
    """A program asked for something that the desk does not give."""


class RequestUnclear(DeskProblem):
    """A parameter is unknown or holds what cannot be meant; guessing could show the law of another day."""

    status = 422
    sentence = "指定「{name}」を受け付けられません。"
    next_step = "指定の名称と値を確認してください（{allowed}）。"


class WordsMissing(DeskProblem):
    """A search without words."""

    status = 422
    sentence = "検索の言葉が指定されていません。"
    next_step = "「{name}」に検索の言葉を指定してください。"


class ArticleNotNamed(DeskProblem):
    """An article was asked for without saying which."""

    status = 422
    sentence = "閲覧する条が指定されていません。"
    next_step = "citationに「民法第七百九条」の形で示すか、document_idとanchorを指定してください。"


class ReferenceNotRead(DeskProblem):
    """The words name no article that the caller may read; ``why`` says so in a sentence, or is empty."""

    status = 404
    sentence = "「{words}」に当たる条は見つかりません。{why}"
    next_step = "法令名と条番号を「民法第七百九条」の形で示すか、検索してください。"


class ReadingNotOpened(DeskProblem):
    """The key was issued for models alone."""

    status = 403
    sentence = "このAPIキーでは、規程の検索及び閲覧はできません。"
    next_step = "規程の検索及び閲覧を許可したAPIキーの発行を、所属する組織の管理者に依頼してください。"


class TooManyReads(DeskProblem):
    """One caller asked more often than the limit; ``seconds`` until there is room again."""

    status = 429
    sentence = "規程の検索及び閲覧は、1分間に{limit}回までです。"
    next_step = "{seconds}秒以上待ってから、もう一度送信してください。"

    @property
    def retry_after(self) -> int:
        """Seconds to wait."""
        return int(str(self.details["seconds"]))
