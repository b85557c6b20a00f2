"""A set of questions over models, from the file to the page of results."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from genkan.evaluation import BenchmarkWish, RunState
from tests.evaluation.running.conftest import DOWN, Office


def lines() -> bytes:
    """Questions whose answer the twin knows, or not: it repeats the letter that stands before 正答."""
    items: list[dict[str, Any]] = [
        {
            "id": f"q{number}",
            "field": "規程" if number % 2 else "法令",
            "question": f"第{number}問",
            "choices": ["正答", "誤答一", "誤答二", "誤答三"],
            "answer": "a",
        }
        for number in range(6)
    ]
    items.append({"id": "harm", "question": "拒否すべき求め", "should_refuse": True})
    return "\n".join(json.dumps(item, ensure_ascii=False) for item in items).encode()


async def test_a_benchmark_grades_what_was_answered_and_shows_it(office: Office) -> None:
    parts, run_id = office.workspace.parts, ""
    contestants = (
        await office.contestant(
            "A", input_price=Decimal(1000), output_price=Decimal(2000), price_date=date(2026, 1, 1)
        ),
        await office.contestant("First"),
        await office.contestant("C", address=DOWN),
    )
    wish = BenchmarkWish(
        organisation_id=office.workspace.ministry.id,
        title="例示の問題集",
        source="例示.jsonl",
        content=lines(),
        contestants=contestants,
        started_by=office.browser.person.id,
        repetitions=4,
        seed=5,
    )
    async with parts.database.write() as connection:
        run_id = await parts.benchmarks.begin(connection, wish)
    await office.until(run_id, RunState.ENDED)
    results = await office.until_graded(run_id)

    means = {score.contestant: score.mean for score in results.overall()}
    assert means["A"] == 1.0 and means["C"] == 0.0
    assert means["First"] == (6 * 1 + 4) / 28  # the place of the right choice moves through all four
    assert results.items == 7 and results.repetitions == 4
    assert {score.method for score in results.scores} == {"family_bootstrap"}
    biased = {(place.contestant, place.place) for place in results.places if place.is_biased}
    assert ("First", 1) in biased and not {place for place in biased if place[0] == "A"}
    refusals = {each.contestant: (each.kept, each.harmful, each.over) for each in results.refusals}
    assert refusals["A"] == (4, 4, 0)
    efforts = {each.contestant: each for each in results.efforts}
    assert efforts["A"].yen is not None and efforts["A"].yen > 0 and efforts["First"].yen is None
    assert efforts["C"].answers == 0 and sum(efforts["C"].failures.values()) == 28
    assert results == await parts.benchmarks.results(run_id)

    run = await office.browser.get(f"/evaluation/runs/{run_id}")
    assert run.select_one(f'a[href="/evaluation/benchmarks/{run_id}"]') is not None
    page = await office.browser.get(f"/evaluation/benchmarks/{run_id}")
    for words in (
        "例示の問題集の結果",
        "100.0%",
        "選択肢の位置の偏り",
        "分野別の成績",
        "区別できる組",
        "例示.jsonl",
    ):
        assert words in page.text
    told = (await office.browser.client.get(f"/evaluation/benchmarks/{run_id}/results.json")).json()
    assert told["seed"] == 5 and len(told["results"]["efforts"]) == 3
