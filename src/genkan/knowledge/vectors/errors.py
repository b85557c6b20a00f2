"""Errors of vectors.

VectorProblem
├── VectorModelChanged
├── CollectionChanged
└── VectorPlanRefused       what an operator chose cannot be kept; ``field`` is the place in the form
    ├── VectorModelUnknown
    ├── VectorClassUnknown
    ├── DimensionsOutOfRange
    ├── CharactersOutOfRange
    └── PrefixTooLong
        └── QuestionPrefixTooLong
"""

from typing import ClassVar

from genkan.knowledge.errors import KnowledgeProblem


class VectorProblem(KnowledgeProblem):
    """Vectors cannot be made."""


class VectorModelChanged(VectorProblem):
    """The model, its build, the length of its vectors or the choice of it changed while vectors were made."""

    status = 503
    sentence = "ベクトルの作成中に、モデル又は設定が変わりました。"
    next_step = "数分以内に、自動で作成し直します。"


class CollectionChanged(VectorProblem):
    """A collection became another organisation's, or of another information class, while its vectors were made."""

    status = 503
    sentence = "ベクトルの作成中に、規程集の情報の区分が変わりました。"
    next_step = "残りの条文は送信していません。数分以内に、変更後の区分で、自動で作成し直します。"


class VectorPlanRefused(VectorProblem):
    """What was chosen cannot be kept."""

    status = 422
    field: ClassVar[str] = "model"


class VectorModelUnknown(VectorPlanRefused):
    """No active deployment gives embeddings under the name."""

    sentence = "ベクトルを作成できるモデル「{model}」は、接続されていません。"
    next_step = (
        "埋め込み（embeddings）の接続先をモデルの画面で登録し、利用できる状態にしてから選んでください。"
    )


class VectorClassUnknown(VectorPlanRefused):
    """Questions cannot count as this information class."""

    field = "question_class"
    sentence = "質問の情報の区分が正しくありません。"
    next_step = "機密性1又は機密性2から選んでください。"


class DimensionsOutOfRange(VectorPlanRefused):
    """The length of vectors is no number, or one that no model has."""

    field = "dimensions"
    sentence = "次元数が正しくありません。"
    next_step = "1から{most}までの整数を入力するか、モデルの既定とするときは空欄にしてください。"


class CharactersOutOfRange(VectorPlanRefused):
    """So much of an article, or so little, cannot be given to a model."""

    field = "characters"
    sentence = "1条当たりの文字数が正しくありません。"
    next_step = "{least}から{most}までの整数を入力してください。"


class PrefixTooLong(VectorPlanRefused):
    """Words to be put before texts are too long."""

    field = "text_prefix"
    sentence = "前に付ける言葉が長すぎます。"
    next_step = "{most}字以内で入力してください。"


class QuestionPrefixTooLong(PrefixTooLong):
    """Words to be put before questions are too long."""

    field = "question_prefix"
