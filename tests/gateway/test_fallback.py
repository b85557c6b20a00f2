"""Another model answers only where the organisation switched it on, on both engines, and everyone is told."""

from typing import Any

import openai
import pytest
from aiohttp import web

from genkan.catalogue import DeploymentDraft
from genkan.gateway import Outcome, Purpose
from genkan.gateway.rules import set_rules
from genkan.kit import system_clock
from genkan.policy import Rules
from tests.gateway.conftest import House
from tests.openai_api.conftest import SAFE, Api, api, house
from tests.openai_api.endpoints import speak

__all__ = ["api", "house"]

QUESTION: Any = [{"role": "user", "content": "保存期間が満了した文書はどうしますか。"}]
NOWHERE = "http://127.0.0.1:9/v1"


async def choose(house: House, **fallbacks: str) -> None:
    """Let the organisation choose what is asked in the place of what."""
    async with house.database.write() as connection:
        await set_rules(
            connection,
            house.person.organisation_id,
            Rules(fallbacks=fallbacks),
            ledger=house.ledger,
            clock=system_clock,
            actor="command_line",
        )
    await house.gateway.programs.keeper.look()


@pytest.mark.parametrize("stream", [False, True])
async def test_a_program_is_answered_by_the_other_model_and_told(api: Api, stream: bool) -> None:
    await api.connect_at(NOWHERE)
    other = await api.connect(speak, public_name="large", title="別のモデル", remote_model="large")
    await choose(api.house, small="large")
    client = await api.client()
    raw = await client.chat.completions.with_raw_response.create(
        model="small", messages=QUESTION, stream=stream
    )
    if stream:
        assert [chunk async for chunk in raw.parse()]  # pyright: ignore[reportGeneralTypeIssues]
    assert raw.headers["x-genkan-fallback-from"] == "small"
    assert raw.headers["x-genkan-deployment"] == other
    first, second = await api.rows()
    assert (first["outcome"], first["fallback_from"]) == (Outcome.UNREACHABLE, None)
    assert (second["outcome"], second["fallback_from"]) == (Outcome.COMPLETED, "small")
    assert second["model_name"] == "large"


async def test_nothing_goes_elsewhere_without_the_choice_or_beyond_the_key(api: Api) -> None:
    await api.connect_at(NOWHERE)
    await api.connect(speak, public_name="large", title="別のモデル")
    client = await api.client()
    with pytest.raises(openai.APIStatusError):
        await client.chat.completions.create(model="small", messages=QUESTION)
    await choose(api.house, small="large")
    narrow = await api.client(models=("small",))
    with pytest.raises(openai.APIStatusError):
        await narrow.chat.completions.create(model="small", messages=QUESTION)
    assert api.received == []


async def test_what_an_endpoint_refuses_is_not_shown_to_another_model(api: Api) -> None:
    async def refuse(_request: web.Request) -> web.Response:
        return web.json_response({"error": {"message": "no"}}, status=400)

    await api.connect(refuse)
    await api.connect(speak, public_name="large", title="別のモデル")
    await choose(api.house, small="large")
    client = await api.client()
    with pytest.raises(openai.APIStatusError):
        await client.chat.completions.create(model="small", messages=QUESTION)
    assert len(api.received) == 1


@pytest.mark.parametrize("purpose", [Purpose.CHAT, Purpose.COMPARISON])
async def test_staff_are_told_who_answered_and_a_comparison_never_goes_elsewhere(
    house: House, endpoint, purpose: Purpose
) -> None:
    same: dict[str, Any] = {"protocol": "openai_chat", "remote_model": "small", **SAFE}
    asked = await house.connect(
        DeploymentDraft(title="選んだモデル", address=NOWHERE, public_name="small", **same)
    )
    other = await house.connect(
        DeploymentDraft(title="別のモデル", address=await endpoint(speak), public_name="large", **same)
    )
    await choose(house, small="large")
    answer = await house.end_of(await house.ask(asked, purpose=purpose))
    if purpose is Purpose.CHAT:
        assert (answer.outcome, answer.deployment_id) == (Outcome.COMPLETED, other)
        assert "small" in answer.notice and "別のモデル" in answer.notice
    else:
        assert (answer.outcome, answer.deployment_id) == (Outcome.UNREACHABLE, asked)
        assert answer.notice == ""
