"""Errors of evidence packs.

TrialProblem
├── PackUnreadable
├── PackTooLarge
├── PackUnfit
├── KeyUnfit
└── NothingToPack
"""

from genkan.trial.errors import TrialProblem


class PackUnreadable(TrialProblem):
    """A file is no evidence pack, or so broken that nothing can be compared."""

    status = 422
    sentence = "「{name}」は、試行の証拠資料として読み取れません（{reason}）。"
    next_step = "公表した機関から、証拠資料のZIPファイルを入手し直してください。"


class PackTooLarge(TrialProblem):
    """A file would unpack to more than any trial leaves behind."""

    status = 413
    sentence = "「{name}」は、展開すると大きすぎるため、読み取りません（{reason}）。"
    next_step = "証拠資料のZIPファイルであることを確かめてください。"


class PackUnfit(TrialProblem):
    """The rows cannot be analysed."""

    status = 422
    sentence = "証拠資料の行から計算し直すことができません（{reason}）。"
    next_step = "「genkan trial verify」で、変えられた箇所を確かめてください。"


class KeyUnfit(TrialProblem):
    """A file holds no key for pseudonyms."""

    status = 422
    sentence = "「{name}」は、仮名化の鍵として読み取れません。"
    next_step = "64桁の16進数を1行で書いたファイルを指定するか、指定せずに実行してください。"


class NothingToPack(TrialProblem):
    """There is no signed protocol of this trial in the ledger."""

    status = 404
    sentence = "この試行の署名された計画書が、監査記録にありません。"
    next_step = "試行のIDを確かめてください。"
