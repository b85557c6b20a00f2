"""Every answer is measured when it ends, once, whoever asks for it."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

import pytest

from genkan.apps import open_checker
from genkan.gateway import Metered, Source
from genkan.trial import EndedAnswer, EndRecorder
from genkan.trial import tasks as trial_tasks
from genkan.trial.forgetting import Forgetting
from tests.trial.agreed_trial import ask, open_trial
from tests.trial.conftest import StartModel, TrialRoom

ANSWER = "日当は、「一日当たりの定額により支給する」とされています[1]。担当は090-1111-2222です。"
SOURCE = Source(1, "例示省旅費規程 第一条", "一日当たりの定額により支給する。", "/regulations/1")


async def test_an_answer_ends_with_its_times_prices_and_checks(
    room: TrialRoom, model_server: StartModel
) -> None:
    deployment = await room.connect(
        "例示モデル",
        protocol="openai_chat",
        address=await model_server(ANSWER),
        remote_model="example",
        build="1",
        input_price=Decimal(200),
        output_price=Decimal(600),
        price_date=date(2026, 1, 1),
    )
    trial = await open_trial(room, deployment, audit_share=0.0)
    person = await room.person("試験花子")
    await trial.agree(person)
    exposure, answer_id = await ask(
        room,
        trial,
        person,
        "甲",
        question="日当は、どう支給されますか。",
        conversation="c-1",
        sources=(SOURCE,),
    )

    [ended] = await room.events("trial:answer:ended")
    told = json.loads(ended["details"])
    checks = told.pop("checks")
    assert (ended["object_id"], ended["actor"], told["side"]) == (exposure, "system", "a")
    assert (told["outcome"], told["characters"], told["estimated"]) == ("completed", len(ANSWER), True)
    assert (told["first_token_ms"], told["total_ms"], told.get("shadow_microyen")) == (0, 0, None)
    # Without a report one character is one token: the price of the answer is the least.
    assert told["cost_microyen"] > 600 * len(ANSWER)
    assert (checks["citations"], checks["citations_verified"]) == (1, 1)
    assert (checks["quotations"], checks["quotations_faithful"]) == (1, 1)
    assert (checks["personal_data"], checks["japanese"], checks["refused"]) == (1, True, False)
    assert ANSWER not in ended["details"]
    [row] = await room.rows("trial_answer")
    assert (row["answer_id"], row["person_id"], row["conversation"]) == (answer_id, person.id, "c-1")
    assert await room.rows("trial_audit") == []


async def test_the_run_of_an_app_ends_once_at_its_shadow_price(room: TrialRoom) -> None:
    deployment, _ = await room.connect_extracts()
    trial = await open_trial(room, deployment, shadow_prices=(100.0, 300.0))
    person, erased = await room.person("試験花子"), await room.person("試験次郎")
    await trial.agree(person, erased)
    exposure = await trial.assign(person, "甲", task="summary")
    later = await trial.assign(erased, "甲", task="summary")
    recorder = EndRecorder(
        database=room.database,
        ledger=room.ledger,
        gateway=room.gateway,
        library=room.library,
        checker=open_checker(),
    )
    ended = EndedAnswer(
        exposure_id=exposure,
        side="a",
        answer_id="0190a000-0000-7000-8000-000000000001",
        question="要約してください。",
        text="申請書をを提出して下さい。",
        sources=(),
        outcome="truncated",
        asked_at=room.clock(),
        first_token_at=None,
        ended_at=room.clock(),
        metered=Metered(1_000, 500, True, 0),
    )
    assert await recorder.record(ended)
    assert not await recorder.record(ended)

    [event] = await room.events("trial:answer:ended")
    told = json.loads(event["details"])
    assert (told["outcome"], told["cost_microyen"], told.get("shadow_microyen")) == ("truncated", 0, 250_000)
    assert (told.get("estimated", False), told.get("first_token_ms")) == (False, None)
    assert told["checks"]["style_findings"] >= 2
    forgetting = Forgetting(
        database=room.database, ledger=room.ledger, gateway=room.gateway, clock=room.clock
    )
    await forgetting.forget_person(erased.id, organisation_id=room.organisation.id)
    after = replace(ended, exposure_id=later, answer_id="0190a000-0000-7000-8000-000000000003")
    assert await recorder.record(after)
    whose = {row["exposure_id"]: row["person_id"] for row in await room.rows("trial_answer")}
    assert whose == {exposure: person.id, later: None}, "a run that ends later does not say it again"

    [late] = [await trial.assign(person, "甲", task="summary")]
    failed = replace(
        ended, exposure_id=late, answer_id="0190a000-0000-7000-8000-000000000002", outcome="timed_out"
    )
    broken = replace(recorder, checker=cast(Any, object()))
    with pytest.raises(AttributeError):
        await broken.record(failed)
    assert await broken.record_bare(failed)
    assert not await recorder.record(failed)
    [said] = [one for one in await room.events("trial:answer:ended") if one["object_id"] == late]
    bare = json.loads(said["details"])
    assert (bare["outcome"], bare["characters"], bare["total_ms"]) == ("timed_out", len(failed.text), 0)
    assert (bare["unmeasured"], bare.get("checks", {})) == ("measuring_failed", {})
    tasks = trial_tasks(
        database=room.database, ledger=room.ledger, gateway=room.gateway, library=room.library
    )
    assert all(task.lost for task in tasks.values())
    assert not await recorder.record(replace(ended, side="b"))
    assert not await recorder.record(replace(ended, exposure_id="unknown"))
