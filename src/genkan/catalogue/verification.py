"""What a verification of a deployment found, check by check."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self


class CheckResult(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """The result in Japanese."""
        return {"passed": "合格", "failed": "不合格", "not_applicable": "対象外"}[self.value]


class CheckName(StrEnum):
    """What is checked; the last three only where a deployment gives embeddings."""

    CHAT = "chat"
    FIRST_TOKEN = "first_token"  # noqa: S105 (a token of text)
    STREAM = "stream"
    USAGE = "usage"
    STOP = "stop"
    LONG_INPUT = "long_input"
    JAPANESE = "japanese"
    WRONG_MODEL = "wrong_model"
    BAD_PARAMETER = "bad_parameter"
    CANCELLATION = "cancellation"
    CONCURRENCY = "concurrency"
    EMBEDDINGS = "embeddings"
    SEVERAL_TEXTS = "several_texts"
    SAME_VECTOR = "same_vector"

    @property
    def label(self) -> str:
        """What is checked, in Japanese."""
        return _LABELS[self]


_LABELS = {
    CheckName.CHAT: "質問への回答",
    CheckName.FIRST_TOKEN: "最初の文字が届くまでの時間",
    CheckName.STREAM: "逐次の送信",
    CheckName.USAGE: "使用量（トークン数）の報告",
    CheckName.STOP: "停止文字列の指定",
    CheckName.LONG_INPUT: "長い入力",
    CheckName.JAPANESE: "日本語の文字の往復",
    CheckName.WRONG_MODEL: "誤ったモデル名への応答",
    CheckName.BAD_PARAMETER: "誤ったパラメーターへの応答",
    CheckName.CANCELLATION: "途中での打切り",
    CheckName.CONCURRENCY: "同時の処理",
    CheckName.EMBEDDINGS: "文章のベクトル化",
    CheckName.SEVERAL_TEXTS: "複数の文章の一括処理",
    CheckName.SAME_VECTOR: "同じ文章への同じベクトル",
}

_VECTORS_ALONE = frozenset({CheckName.EMBEDDINGS, CheckName.SEVERAL_TEXTS, CheckName.SAME_VECTOR})
_ALSO_OF_VECTORS = frozenset({CheckName.USAGE, CheckName.WRONG_MODEL, CheckName.CONCURRENCY})


def checks_of(*, embeds: bool) -> frozenset[CheckName]:
    """What is checked of a deployment that gives embeddings, or of one that holds conversations."""
    return _VECTORS_ALONE | _ALSO_OF_VECTORS if embeds else frozenset(CheckName) - _VECTORS_ALONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check; ``measured`` is what was seen, in Japanese, and ``milliseconds`` how long it took."""

    name: CheckName
    result: CheckResult
    measured: str
    milliseconds: int

    def as_data(self) -> dict[str, object]:
        """The check as it is stored."""
        return {**asdict(self), "name": self.name.value, "result": self.result.value}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The check as it was stored."""
        return cls(
            name=CheckName(data["name"]),
            result=CheckResult(data["result"]),
            measured=data["measured"],
            milliseconds=data["milliseconds"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """A verification; without ``ended_at`` it goes on, and ``checks`` are those that have ended."""

    id: str
    deployment_id: str
    actor: str
    asked_at: datetime
    ended_at: datetime | None = None
    passed: bool | None = None
    checks: tuple[Check, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.ended_at is None


def all_passed(checks: Sequence[Check]) -> bool:
    """Whether something was checked with success, and nothing failed."""
    results = {check.result for check in checks}
    return CheckResult.PASSED in results and CheckResult.FAILED not in results
