"""What was wrong in a filled form, beside each field."""

from dataclasses import dataclass, field
from enum import StrEnum

from genkan.kit import Problem


class Wrong(StrEnum):
    """What can be wrong with a field; ``label`` says it, with places for details."""

    MISSING = "missing"
    NONE_FILLED = "none_filled"
    NOT_CHOSEN = "not_chosen"
    TOO_LARGE = "too_large"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NO_NUMBER = "no_number"
    TOO_SMALL = "too_small"
    TOO_BIG = "too_big"
    NO_DAY = "no_day"
    NOT_OFFERED = "not_offered"
    NO_FILE = "no_file"
    TOO_MANY_FILES = "too_many_files"
    EMPTY_FILE = "empty_file"
    LARGE_FILE = "large_file"
    OTHER_KIND = "other_kind"

    @property
    def label(self) -> str:
        """The sentence beside the field."""
        return _SENTENCES[self]


_SENTENCES = {
    Wrong.MISSING: "入力してください。",
    Wrong.NONE_FILLED: "{titles}のいずれかに、内容を入れてください。",
    Wrong.NOT_CHOSEN: "選択してください。",
    Wrong.TOO_LARGE: "長すぎます。{limit}文字以内にしてください。",
    Wrong.TOO_SHORT: "{limit}文字以上で入力してください（現在{length}文字）。",
    Wrong.TOO_LONG: "{limit}文字以内で入力してください（現在{length}文字）。",
    Wrong.NO_NUMBER: "数字で入力してください。",
    Wrong.TOO_SMALL: "{limit}以上の数を入力してください。",
    Wrong.TOO_BIG: "{limit}以下の数を入力してください。",
    Wrong.NO_DAY: "日付を、2026-04-01のように入力してください。",
    Wrong.NOT_OFFERED: "示された中から選択してください。",
    Wrong.NO_FILE: "ファイルを添付してください。",
    Wrong.TOO_MANY_FILES: "添付できるファイルは{limit}個までです。",
    Wrong.EMPTY_FILE: "「{name}」には中身がありません。",
    Wrong.LARGE_FILE: "「{name}」は大きすぎます。{limit}メガバイト以内にしてください。",
    Wrong.OTHER_KIND: "「{name}」は受け付けられない種類です（{kinds}）。",
}


@dataclass(frozen=True)
class FieldFault:
    """What is wrong with one field: a Japanese message identifier whose ``{name}`` places ``details`` fill."""

    key: str
    sentence: str
    details: dict[str, object] = field(default_factory=dict[str, object])


class FormFaulty(Problem):
    """A form cannot be sent as it is filled; ``faults`` say why, field by field."""

    status = 422
    sentence = "入力内容に、直していただく項目が{count}件あります。"
    next_step = "項目ごとの案内に従って直し、もう一度送信してください。入力した内容は残してあります。"

    def __init__(self, faults: tuple[FieldFault, ...]) -> None:
        self.faults = faults
        super().__init__(count=len(faults))
