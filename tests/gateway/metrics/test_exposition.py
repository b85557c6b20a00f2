"""The numbers for Prometheus are right, and say nothing of people, keys or texts."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from genkan.gateway.admission import BreakerState, LaneCount
from genkan.gateway.answer import Outcome
from genkan.gateway.metrics import CallCounts, Exposition, Present, by_model
from tests.gateway.conftest import EXTRACT, House
from tests.gateway.usage.conftest import ended

LANE = LaneCount(
    deployment_id="d1", in_flight=3, limit=8, tokens=900, token_limit=None, breaker=BreakerState.HALF_OPEN
)
NOW = Present(
    lanes=(("small", LANE),),
    waiting={"small": 2},
    in_flight=3,
    unrecorded=7,
    knowledge_age=0.25,
    open_answers=1,
)


def samples(text: bytes) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Every number by name and labels."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


def number(text: bytes, name: str, **labels: str) -> float | None:
    return samples(text).get((name, tuple(sorted(labels.items()))))


def exposition(counts: CallCounts) -> bytes:
    return Exposition(counts, lambda: NOW).text()


def test_ended_calls_are_counted_by_outcome_and_tokens_by_source() -> None:
    counts = CallCounts()
    counts.add([ended(), ended(), ended(outcome=Outcome.BROKEN, tokens_reported=False)])
    counts.add([ended(model_name="large", deployment_id="other")])
    text, small = exposition(counts), {"model": "small", "deployment": "deployment"}
    assert number(text, "genkan_calls_total", outcome="completed", **small) == 2
    assert number(text, "genkan_calls_total", outcome="broken", **small) == 1
    assert number(text, "genkan_calls_total", outcome="completed", model="large", deployment="other") == 1
    assert number(text, "genkan_tokens_total", direction="input", source="reported", **small) == 14
    assert number(text, "genkan_tokens_total", direction="output", source="estimated", **small) == 3


def test_the_time_to_the_first_token_is_a_histogram() -> None:
    counts = CallCounts()
    counts.add([ended(first_token_ms=ms) for ms in (20, 50, 51, 900, 200_000)])
    counts.add([ended(), ended(first_token_ms=-5)])  # no token; a clock that was set back
    text = exposition(counts)
    within = {
        bound: number(text, "genkan_first_token_seconds_bucket", model="small", le=bound)
        for bound in ("0.05", "0.1", "1.0", "120.0", "+Inf")
    }
    assert within == {"0.05": 3, "0.1": 4, "1.0": 5, "120.0": 5, "+Inf": 6}
    assert number(text, "genkan_first_token_seconds_count", model="small") == 6
    assert number(text, "genkan_first_token_seconds_sum", model="small") == pytest.approx(201.021)


def test_what_goes_on_now() -> None:
    text, of = exposition(CallCounts()), {"model": "small", "deployment": "d1"}
    assert number(text, "genkan_in_flight", **of) == 3
    assert number(text, "genkan_limit", **of) == 8
    assert number(text, "genkan_tokens_in_flight", **of) == 900
    states = [number(text, "genkan_breaker", state=state, **of) for state in ("closed", "open", "half_open")]
    assert states == [0, 0, 1]
    assert number(text, "genkan_waiting", model="small") == 2
    assert number(text, "genkan_calls_open") == 3
    assert number(text, "genkan_journal_backlog") == 7
    assert number(text, "genkan_answers_open") == 1
    assert number(text, "genkan_snapshot_age_seconds") == 0.25
    assert number(text, "process_resident_memory_bytes")


def test_it_can_be_asked_again() -> None:
    counts = CallCounts()
    asked = Exposition(counts, lambda: NOW)
    asked.text()
    counts.add([ended()])
    asked.text()
    assert (
        number(
            asked.text(), "genkan_calls_total", outcome="completed", model="small", deployment="deployment"
        )
        == 1
    )


def test_no_person_key_app_or_organisation_is_named() -> None:
    counts = CallCounts()
    private = {"person_id": "PERSON", "api_key_id": "KEY", "app": "APP", "organisation_id": "ORGANISATION"}
    counts.add([ended(**private)])
    labels = {name for _, pairs in samples(exposition(counts)) for name, _ in pairs}
    assert not {"person", "key", "app", "organisation"} & labels
    assert not any(value.encode() in exposition(counts) for value in private.values())


@pytest.mark.parametrize(
    ("waiting", "models", "counted"),
    [
        ({}, ["small"], {"small": 0}),
        ({"small": 2, "small:d1:d2": 3}, ["small", "large"], {"small": 5, "large": 0}),
        ({"a:b:d1": 4}, ["a", "a:b"], {"a": 0, "a:b": 4}),  # names may hold colons themselves
        ({"gone": 1}, ["small"], {"small": 0, "gone": 1}),
    ],
)
def test_lines_to_parts_of_a_route_belong_to_its_model(
    waiting: dict[str, int], models: list[str], counted: dict[str, int]
) -> None:
    assert by_model(waiting, models=models) == counted


async def test_a_running_door_counts_what_it_recorded(house: House) -> None:
    deployment = await house.connect(EXTRACT)
    answer_id = await house.ask(deployment)
    await house.end_of(answer_id)
    await house.gateway.settle()
    found = {
        labels: value
        for (name, labels), value in samples(house.gateway.metrics()).items()
        if name == "genkan_calls_total"
    }
    assert list(found.values()) == [1]
    ((labels, _),) = found.items()
    assert dict(labels)["deployment"] == deployment
    assert dict(labels)["outcome"] == "completed"
    age = number(house.gateway.metrics(), "genkan_snapshot_age_seconds")
    assert age is not None and 0 <= age < 10
