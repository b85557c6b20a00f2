"""May this text go to that deployment? Pure decisions with a reason that staff understand."""

from genkan.policy.decide import decide
from genkan.policy.decision import (
    Allow,
    Circumstances,
    Decision,
    DeploymentFacts,
    Mask,
    Refuse,
    Rules,
    facts_of,
)
from genkan.policy.personal_data import Finding, find_personal_data
from genkan.policy.placeholder import restore

__all__ = [
    "Allow",
    "Circumstances",
    "Decision",
    "DeploymentFacts",
    "Finding",
    "Mask",
    "Refuse",
    "Rules",
    "decide",
    "facts_of",
    "find_personal_data",
    "restore",
]
