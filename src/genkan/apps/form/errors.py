"""Errors of form schemas.

SchemaProblem
├── SchemaNotReadable
├── SchemaTooLarge
├── KindUnknown
├── KeyUnfit
├── KeyTwice
└── FieldUnfit
"""

from genkan.kit import Problem


class SchemaProblem(Problem):
    """The JSON of a form cannot be taken."""

    status = 422


class SchemaNotReadable(SchemaProblem):
    """It is no JSON object of fields; ``reason`` says where."""

    sentence = "入力項目の定義を読み取れません（{reason}）。"
    next_step = "「キー: 項目」の形のJSONオブジェクトになっているか確かめてください。"


class SchemaTooLarge(SchemaProblem):
    """It is larger than anybody fills in; ``what`` and ``limit`` say which bound."""

    sentence = "入力項目の定義が大きすぎます（{what}は{limit}まで）。"
    next_step = "項目や選択肢を減らして、もう一度登録してください。"


class KindUnknown(SchemaProblem):
    """A field is of a kind that nobody here can draw."""

    sentence = "項目「{key}」の種類「{kind}」には対応していません。"
    next_step = "対応している種類（{known}）に直して、もう一度登録してください。"


class KeyUnfit(SchemaProblem):
    """A key is reserved by the protocol, or no word."""

    sentence = "項目のキー「{key}」は使えません。"
    next_step = "文字、数字、「_」、「-」及び「.」による80文字以内のキーにしてください。files、conversation_histories等は使えません。"


class KeyTwice(SchemaProblem):
    """Two fields have the same key."""

    sentence = "項目のキー「{key}」が2回使われています。"
    next_step = "キーが重ならないように直して、もう一度登録してください。"


class FieldUnfit(SchemaProblem):
    """An attribute of a field means nothing; ``attribute`` is its name in the JSON."""

    sentence = "項目「{key}」の「{attribute}」が正しくありません。"
    next_step = "値の形を確かめて直し、もう一度登録してください。"
