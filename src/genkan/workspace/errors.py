"""Errors of the workspace room.

WorkspaceProblem
├── ConversationUnknown
├── TurnUnknown
├── InformationClassMissing
├── InformationClassRefused
├── DeploymentUnusable
├── CollectionUnknown
├── CollectionMissing
├── CollectionTooConfidential
├── AnswerBeingWritten
├── AnswerNotLast
├── TitleEmpty
├── TitleTooLong
├── FeedbackMissing
├── FeedbackTooEarly
└── CommentTooLong
"""

from genkan.kit import Problem


class WorkspaceProblem(Problem):
    """Something in the workspace could not be done."""


class ConversationUnknown(WorkspaceProblem):
    """There is no such conversation among the person's own."""

    status = 404
    sentence = "お探しの会話は見つかりません。"
    next_step = "会話の一覧から選び直してください。削除した会話は元に戻せません。"


class TurnUnknown(WorkspaceProblem):
    """There is no such question or answer in the conversation."""

    status = 404
    sentence = "お探しの質問は、この会話にはありません。"
    next_step = "会話を開き直して、もう一度操作してください。"


class InformationClassMissing(WorkspaceProblem):
    """No information class was chosen."""

    status = 422
    sentence = "情報の区分が選択されていません。"
    next_step = (
        "入力した内容に当てはまる区分を選んで、もう一度送信してください。入力した文章は残してあります。"
    )


class InformationClassRefused(WorkspaceProblem):
    """Information of class three goes to no model."""

    status = 422
    sentence = "機密性3の情報は、どのモデルにも送信できません。"
    next_step = "機密性3の部分を取り除き、情報の区分を選び直してください。入力した文章は残してあります。"


class DeploymentUnusable(WorkspaceProblem):
    """No model was chosen, or no model is connected."""

    status = 422
    sentence = "使用するモデルが選択されていません。"
    next_step = "モデルを選んで、もう一度送信してください。選べるモデルがないときは、運用担当者に接続を依頼してください。"


class CollectionUnknown(WorkspaceProblem):
    """There is no such collection among those the person may read."""

    status = 404
    sentence = "選択した規程集は見つかりません。"
    next_step = "検索する規程集を選び直してください。"


class CollectionMissing(WorkspaceProblem):
    """A search was wished, but no collection was chosen."""

    status = 422
    sentence = "検索する規程集が選択されていません。"
    next_step = "規程集を選ぶか、規程の検索を外して、もう一度送信してください。入力した文章は残してあります。"


class CollectionTooConfidential(WorkspaceProblem):
    """A collection has a higher information class than the conversation into which it would be quoted."""

    status = 422
    sentence = (
        "「{title}」は{collection_class}の規程集であるため、{information_class}の会話では検索できません。"
    )
    next_step = "情報の区分を{collection_class}にするか、この規程集の選択を外してください。入力した文章は残してあります。"


class AnswerBeingWritten(WorkspaceProblem):
    """The answer before is not finished."""

    status = 409
    sentence = "前の質問への回答を作成しているため、送信できませんでした。"
    next_step = (
        "回答が終わるのを待つか、停止してから、もう一度送信してください。入力した文章は残してあります。"
    )


class AnswerNotLast(WorkspaceProblem):
    """Only the last answer can be written anew; an earlier question is edited and sent again instead."""

    status = 409
    sentence = "作成し直せるのは、会話の最後の回答だけです。"
    next_step = "前の質問については、「質問を編集」から送信し直してください。"


class TitleEmpty(WorkspaceProblem):
    """The new title has no characters."""

    status = 422
    sentence = "会話の名前が入力されていません。"
    next_step = "名前を入力してから保存してください。"


class TitleTooLong(WorkspaceProblem):
    """The new title is longer than the limit, in characters."""

    status = 422
    sentence = "会話の名前が長すぎます（{length}文字）。{limit}文字まで入力できます。"
    next_step = "名前を短くして、もう一度保存してください。"


class FeedbackMissing(WorkspaceProblem):
    """The form says neither yes nor no, or names a reason that does not exist."""

    status = 422
    sentence = "評価が選択されていません。"
    next_step = "「役に立った」か「役に立たなかった」を選んで、もう一度送信してください。"


class FeedbackTooEarly(WorkspaceProblem):
    """The answer is still being written."""

    status = 409
    sentence = "まだ回答の作成が終わっていないため、評価できません。"
    next_step = "回答が終わってから、評価してください。"


class CommentTooLong(WorkspaceProblem):
    """The comment is longer than the limit, in characters."""

    status = 413
    sentence = "コメントが長すぎます（{length}文字）。{limit}文字まで入力できます。"
    next_step = "コメントを短くして、もう一度送信してください。入力した文章は残してあります。"
