"""The house keeps its rules, and every rule is seen to break."""

import pytest

from tests.architecture.conftest import Planting
from tests.architecture.house import House, Rule, read_house
from tests.architecture.rules import RULES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_house_keeps_the_rule(rule: Rule, house: House) -> None:
    violations = list(rule.find(house))
    if violations:
        pytest.fail(rule.explain(violations), pytrace=False)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_planted_violation_is_found(rule: Rule, planting: Planting) -> None:
    with planting(rule.plant) as sources:
        violations = list(rule.find(read_house(sources)))
    planted = [violation for violation in violations if rule.plant.path in violation.place]
    assert planted, f"{rule.name}: the violation planted in {rule.plant.path} was not found"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_failure_says_the_reason_and_the_remedy(rule: Rule) -> None:
    message = rule.explain([])
    assert rule.reason in message
    assert rule.remedy in message
