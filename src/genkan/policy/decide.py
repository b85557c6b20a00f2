"""The decision: every rule in turn, then personal data."""

from collections.abc import Callable, Mapping

from genkan.catalogue import Answer
from genkan.policy.decision import Allow, Circumstances, Decision, DeploymentFacts, Mask, Refuse
from genkan.policy.personal_data import Finding, Kind, find_personal_data
from genkan.policy.placeholder import mask
from genkan.policy.rules import RULES

Detector = Callable[[str], tuple[Finding, ...]]

_DETECTOR_FAILED = Refuse(
    "detector_failed",
    "個人情報が含まれていないかを確認できなかったため、送信しませんでした。",
    "内容を短く分けるか、特殊な文字を取り除いて、もう一度お試しください。続く場合は運用担当者に連絡してください。",
)


def decide(circumstances: Circumstances, *, detect: Detector = find_personal_data) -> Decision:
    """Whether the texts may go to the deployment: as they are, masked, or not at all.

    The first rule that objects gives the refusal. Unknown facts count as the less safe answer.
    Personal data is masked where the vendor may log or learn. A detector that fails refuses.
    """
    for rule in RULES:
        if (refusal := rule(circumstances)) is not None:
            return refusal
    try:
        return _masked(circumstances, detect=detect)
    except Exception:  # noqa: BLE001 - whatever breaks a detector must not open the door; the person is told.
        return _DETECTOR_FAILED


def _masked(circumstances: Circumstances, *, detect: Detector) -> Decision:
    findings = [detect(text) for text in circumstances.texts]
    if not any(findings) or not _leaves_traces(circumstances.deployment):
        return Allow()
    masked = mask(circumstances.texts, findings=findings)
    return Mask(masked.texts, masked.originals, _notice(masked.counts))


def _leaves_traces(deployment: DeploymentFacts) -> bool:
    return deployment.vendor_logging is not Answer.NO or deployment.learning is not Answer.NO


def _notice(counts: Mapping[Kind, int]) -> str:
    kinds = "、".join(f"{kind}{count}件" for kind, count in counts.items())
    return f"個人情報（{kinds}）を伏せて送信しました。回答では元に戻して表示します。"
