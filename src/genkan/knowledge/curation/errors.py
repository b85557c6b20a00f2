"""What can go wrong while collections are looked after.

KnowledgeProblem
├── NoReadersListed
├── RetentionUnclear
├── ClassNotOffered
├── ClassChangeUnconfirmed
└── CollectionRenamed
"""

from genkan.knowledge.errors import KnowledgeProblem


class NoReadersListed(KnowledgeProblem):
    """Readers are to be listed, and nobody is."""

    status = 422
    sentence = "閲覧できる組織、部局又はグループを一つ以上選んでください。"
    next_step = "誰にも見せないときは、「この組織の職員」に戻してから規程を取り下げてください。"


class RetentionUnclear(KnowledgeProblem):
    """The number of days is none."""

    status = 422
    sentence = "保存日数は、1から36500までの整数で入力してください。"
    next_step = "消去しないときは、空欄にしてください。"


class ClassNotOffered(KnowledgeProblem):
    """A collection is of class 1 or 2; anything else was not offered by the form."""

    status = 422
    sentence = "規程集の情報の区分が選択されていません。"
    next_step = "機密性1又は機密性2を選んでください。機密性3の情報は扱えません。"


class ClassChangeUnconfirmed(KnowledgeProblem):
    """The class of a collection is to be changed, and it was not said that the consequence is wished."""

    status = 422
    sentence = "情報の区分の変更が、確認されていません。"
    next_step = "変更による影響を読み、設定の画面で確認してから変更してください。"


class CollectionRenamed(KnowledgeProblem):
    """Somebody else gave the collection another title since the page was opened."""

    status = 409
    sentence = "画面を開いた後に、ほかの人がこの規程集の名称を「{title}」に変更しました。"
    next_step = "現在の名称を確認してから、もう一度変更してください。入力した名称は残してあります。"
