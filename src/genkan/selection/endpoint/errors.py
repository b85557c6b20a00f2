"""Errors of checking the deployment that an applicant declares.

SelectionProblem
├── NothingToCheck
├── CheckingOver
└── CheckLost
EntryProblem
├── EndpointIncomplete
├── EndpointNotSafe
└── KeyNotOfApplication
"""

from genkan.selection.errors import EntryProblem, SelectionProblem


class NothingToCheck(SelectionProblem):
    """Nothing was handed in, so that no deployment is declared."""

    status = 409
    sentence = "応募が提出されていないため、接続先を検証できません。"
    next_step = "提出された応募を選んでください。"


class CheckingOver(SelectionProblem):
    """After the decision nothing is added to what it was made of."""

    status = 409
    sentence = "決定した公募の応募の接続先は、検証できません。"
    next_step = "これまでの検証の結果は、応募の画面で確認してください。"


class CheckLost(SelectionProblem):
    """The process that did the check has ended."""

    status = 500
    sentence = "検証が途中で終わりました。"
    next_step = "もう一度検証してください。"


class EndpointIncomplete(EntryProblem):
    """What is declared is not enough to ask a model, or a protocol over which none is asked."""

    sentence = "応募に記載された接続先では検証できません（不足又は不適切な項目：{parts}）。"
    next_step = "応募者に、接続先の記載を直して提出し直すよう依頼してください。"


class EndpointNotSafe(EntryProblem):
    """The address is not one of https."""

    sentence = "応募に記載された接続先がhttpsのアドレスではないため、検証できません。"
    next_step = "応募者に、httpsのアドレスを記載して提出し直すよう依頼してください。"


class KeyNotOfApplication(EntryProblem):
    """The reference leads to a key that is not kept for this application; it would be sent to its applicant."""

    sentence = "この応募の検証に使う鍵の参照ではありません。"
    next_step = (
        "「{variable}」又は「file:{folder}/…」の形で入力してください。鍵そのものは入力しないでください。"
    )
