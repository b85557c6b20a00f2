"""The decision: every rule in turn, then personal data."""

from collections.abc import Callable, Mapping, Sequence

from genkan.catalogue import Answer
from genkan.policy.decision import Allow, Circumstances, Decision, DeploymentFacts, Mask, Refuse
from genkan.policy.hidden import find_hidden
from genkan.policy.personal_data import Finding, Kind, scan
from genkan.policy.placeholder import mask
from genkan.policy.rules import RULES
from genkan.policy.treatment import Treatment, Treatments, treatments_in_force

Detector = Callable[[str, frozenset[Kind]], tuple[Finding, ...]]

MOST_FINDINGS = 1000
_RULE_FAILED = Refuse(
    "rule_failed",
    "送信してよいかを判断できなかったため、送信しませんでした。",
    "もう一度お試しください。続く場合は運用担当者に連絡してください。",
)
_DETECTOR_FAILED = Refuse(
    "detector_failed",
    "個人情報が含まれていないかを確認できなかったため、送信しませんでした。",
    "内容を短く分けるか、特殊な文字を取り除いて、もう一度お試しください。続く場合は運用担当者に連絡してください。",
)
_TOO_MANY = Refuse(
    "too_much_personal_data",
    "伏せる必要のある個人情報が多すぎるため、送信しませんでした。",
    "名簿など個人情報を多く含む部分を取り除くか、分けて送信してください。",
)


def decide(circumstances: Circumstances, *, detect: Detector = scan) -> Decision:
    """Whether the texts may go to the deployment: as they are, masked, or not at all.

    The first rule that objects gives the refusal. Unknown facts count as the less safe answer. Then personal data is
    treated as the organisation wants. Whatever fails refuses; nothing is raised.
    """
    try:
        for rule in RULES:
            if (refusal := rule(circumstances)) is not None:
                return refusal
    except Exception:  # noqa: BLE001 - whatever breaks a rule must not open the door; the person is told.
        return _RULE_FAILED
    try:
        return _on_personal_data(circumstances, detect=detect)
    except Exception:  # noqa: BLE001 - whatever breaks a detector must not open the door; the person is told.
        return _DETECTOR_FAILED


def _on_personal_data(circumstances: Circumstances, *, detect: Detector) -> Decision:
    treatments = treatments_in_force(
        circumstances.organisation_rules.treatments,
        leaves_traces=_leaves_traces(circumstances.deployment),
    )
    key = circumstances.texts, tuple(treatments.by_kind.items()), detect
    return circumstances.memo.of(key, lambda: _read(circumstances.texts, treatments, detect=detect))


def _read(texts: Sequence[str], treatments: Treatments, *, detect: Detector) -> Decision:
    findings = [detect(text, treatments.kinds) for text in texts]
    hidden = find_hidden(texts, findings, kinds=treatments.kinds, detect=detect)
    for number, finding in hidden.findings:
        findings[number] = tuple(sorted((*findings[number], finding), key=_place))
    if not any(findings) and not hidden.kinds:
        return Allow()
    return _treated(texts, findings, treatments.by_kind, hidden=hidden.kinds)


def _place(finding: Finding) -> tuple[int, int]:
    return finding.start, -finding.end


def _treated(
    texts: Sequence[str],
    findings: Sequence[Sequence[Finding]],
    treatments: Mapping[Kind, Treatment],
    *,
    hidden: frozenset[Kind],
) -> Decision:
    found = {finding.kind for each in findings for finding in each} | hidden
    refused = next((kind for kind in Kind if kind in found and _is(kind, treatments, Treatment.REFUSE)), None)
    if refused is not None:
        return _refuse_kind(refused)
    unmaskable = [kind for kind in Kind if kind in hidden and _is(kind, treatments, Treatment.MASK)]
    if unmaskable:
        return _refuse_hidden(unmaskable)
    warning = _warning([kind for kind in Kind if kind in found and _is(kind, treatments, Treatment.WARN)])
    to_mask = [
        tuple(finding for finding in each if _is(finding.kind, treatments, Treatment.MASK))
        for each in findings
    ]
    if not any(to_mask):
        return Allow(warning)
    if sum(map(len, to_mask)) > MOST_FINDINGS:
        return _TOO_MANY
    masked = mask(texts, findings=to_mask)
    return Mask(masked.texts, masked.originals, _notice(masked.counts) + warning)


def _is(kind: Kind, treatments: Mapping[Kind, Treatment], treatment: Treatment) -> bool:
    return treatments.get(kind) is treatment


def _leaves_traces(deployment: DeploymentFacts) -> bool:
    return deployment.vendor_logging is not Answer.NO or deployment.learning is not Answer.NO


def _refuse_kind(kind: Kind) -> Refuse:
    return Refuse(
        "personal_data",
        f"所属する組織で送信しないこととされている個人情報（{kind}）が含まれています。",
        "該当する部分を取り除くか、「〇〇」などに置き換えてから、もう一度送信してください。",
    )


def _refuse_hidden(kinds: Sequence[Kind]) -> Refuse:
    return Refuse(
        "hidden_personal_data",
        f"個人情報（{'、'.join(kinds)}）が複数の箇所に分けて、又は符号化して書かれており、伏せることができないため、"
        "送信しませんでした。",
        "該当する部分を取り除くか、一つの箇所に普通の文字で書き直してから、もう一度送信してください。",
    )


def _warning(kinds: Sequence[Kind]) -> str:
    if not kinds:
        return ""
    return f"個人情報（{'、'.join(kinds)}）が含まれています。回答に必要のないものは、取り除いてください。"


def _notice(counts: Mapping[Kind, int]) -> str:
    kinds = "、".join(f"{kind}{count}件" for kind, count in counts.items())
    return f"個人情報（{kinds}）を伏せて送信しました。回答では元に戻して表示します。"
