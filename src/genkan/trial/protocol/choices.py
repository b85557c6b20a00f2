"""What a protocol chooses among: measures, the rule of ties, when the trial may end, and who signs its report."""

from enum import StrEnum


class Measure(StrEnum):
    """What is measured; one is the primary measure, the others are secondary."""

    PREFERENCE = "preference"
    CORRECT = "correct"
    SOURCE_RIGHT = "source_right"
    USABLE = "usable"
    HARMFUL = "harmful"
    COMPLETED = "completed"
    CITATION_PRECISION = "citation_precision"
    QUOTATION_FIDELITY = "quotation_fidelity"
    USED = "used"
    EDIT_DISTANCE = "edit_distance"
    MINUTES_SAVED = "minutes_saved"
    FIRST_TOKEN = "first_token"  # noqa: S105 - no secret
    TOTAL_TIME = "total_time"
    PRICE = "price"

    @property
    def label(self) -> str:
        """The Japanese name."""
        return _MEASURES[self]

    @property
    def is_marked(self) -> bool:
        """Whether experts find it on the answers."""
        return self in _MARKED


class TieRule(StrEnum):
    """How ties count: by Davidson's model, or as half a win for each."""

    DAVIDSON = "davidson"
    HALF_WIN = "half_win"

    @property
    def label(self) -> str:
        """The Japanese name."""
        return {"davidson": "Davidsonのモデルによる", "half_win": "双方に0.5勝を与える"}[self.value]


class Stopping(StrEnum):
    """When the trial may end: at its closing day only, or as soon as the sequential rule allows."""

    FIXED = "fixed"
    SEQUENTIAL = "sequential"

    @property
    def label(self) -> str:
        """The Japanese name."""
        return {"fixed": "終了日まで続ける", "sequential": "逐次の判定により、早く終えることを認める"}[
            self.value
        ]


class Withdrawal(StrEnum):
    """What becomes of the records of somebody who withdraws: they are kept as the others are, or lose whose they are."""

    KEEP = "keep"
    FORGET = "forget"

    @property
    def label(self) -> str:
        """The Japanese name."""
        return {
            "keep": "保存期間が終わるまで、そのまま残す",
            "forget": "1日以内に、氏名との結び付き、意見及び文章を消し、評価は集計に残す",
        }[self.value]


class WhenMet(StrEnum):
    """What follows once a look has found the sequential rule met: the office may end the trial, or it ends by itself."""

    MAY = "may"
    MUST = "must"

    @property
    def label(self) -> str:
        """The Japanese name."""
        return {"may": "試行事務局が終了できる", "must": "直ちに終了する"}[self.value]


class Signers(StrEnum):
    """Which two persons sign the report: any two, two of different offices, or one of them from outside.

    An office (所属) is an organisation with its bureau; outside is who belongs neither to the organisation that answers
    for the trial nor to one that takes part.
    """

    TWO_PERSONS = "two_persons"
    DIFFERENT_OFFICES = "different_offices"
    ONE_OUTSIDE = "one_outside"

    @property
    def label(self) -> str:
        """The Japanese name."""
        return _SIGNERS[self.value]


_SIGNERS = {
    "two_persons": "異なる2人",
    "different_offices": "所属の異なる2人",
    "one_outside": "2人（うち1人は、試行を担当する組織及び参加する組織の外の人）",
}
_MEASURES = {
    Measure.PREFERENCE: "職員の評価（どちらがよいか）",
    Measure.CORRECT: "内容の正確さ（専門家）",
    Measure.SOURCE_RIGHT: "根拠の正しさ（専門家）",
    Measure.USABLE: "そのまま使えるか（専門家）",
    Measure.HARMFUL: "有害な内容の有無（専門家）",
    Measure.COMPLETED: "回答を完了した割合",
    Measure.CITATION_PRECISION: "引用の正確さ（自動）",
    Measure.QUOTATION_FIDELITY: "引用文の一致（自動）",
    Measure.USED: "回答を使った割合",
    Measure.EDIT_DISTANCE: "使う前に直した文字数",
    Measure.MINUTES_SAVED: "短縮できた時間（利用者調査）",
    Measure.FIRST_TOKEN: "最初の文字までの時間",
    Measure.TOTAL_TIME: "回答が終わるまでの時間",
    Measure.PRICE: "回答1件当たりの費用",
}
_MARKED = frozenset({Measure.CORRECT, Measure.SOURCE_RIGHT, Measure.USABLE, Measure.HARMFUL})
