"""May this text go to that deployment? Pure decisions with a reason that staff understand."""

from genkan.policy.decide import decide
from genkan.policy.decision import (
    Allow,
    Circumstances,
    Decision,
    DeploymentFacts,
    Mask,
    Refuse,
    facts_of,
)
from genkan.policy.memo import Memo
from genkan.policy.offering import may_be_offered
from genkan.policy.opening_hours import OpeningHours
from genkan.policy.organisation_rules import (
    LONGEST_BANNED_WORD,
    MOST_BANNED_WORDS,
    MOST_CHARACTERS,
    Rules,
)
from genkan.policy.personal_data import Finding, Kind, find_personal_data
from genkan.policy.placeholder import Masked, StreamRestorer, mask, restore
from genkan.policy.treatment import STRICT_KINDS, STRICT_TREATMENTS, Treatment, usual_treatment

__all__ = [
    "LONGEST_BANNED_WORD",
    "MOST_BANNED_WORDS",
    "MOST_CHARACTERS",
    "STRICT_KINDS",
    "STRICT_TREATMENTS",
    "Allow",
    "Circumstances",
    "Decision",
    "DeploymentFacts",
    "Finding",
    "Kind",
    "Mask",
    "Masked",
    "Memo",
    "OpeningHours",
    "Refuse",
    "Rules",
    "StreamRestorer",
    "Treatment",
    "decide",
    "facts_of",
    "find_personal_data",
    "mask",
    "may_be_offered",
    "restore",
    "usual_treatment",
]
