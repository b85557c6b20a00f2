"""A conversation that a host goes on with, and the usage that it is told."""

import json
from typing import Any

import pytest

from genkan.apps.app import App, Prompt
from genkan.apps.built_in import shelf
from genkan.apps.errors import HistoryTooLong
from genkan.apps.form.field import Field, FieldKind, Form
from genkan.apps.gennai.conversation import Turn as WireTurn
from genkan.apps.offered import Offered, Origin
from genkan.apps.program import Turn
from genkan.apps.prompted import prompted
from genkan.apps.prompted.history import LONGEST_TEXT, MOST_TURNS, told_before
from genkan.apps.serving.history import MOST_CHARACTERS, history_of
from tests.app_api.test_serving import INPUTS, Host, host
from tests.apps.conftest import Oracle, install, oracle, pages, runner, workspace

__all__ = ["host", "install", "oracle", "pages", "runner", "workspace"]

FORM = Form((Field(key="question", kind=FieldKind.TEXTAREA, title="質問"),), continues=True)
TALK = App(
    id="talk", title="相談", purpose="質問に答えます。", form=FORM, prompt=Prompt("", "質問：{{ question }}")
)
OLDER = {
    "input": json.dumps({"question": "一つ目の質問"}),
    "output": "一つ目の回答",
    "createdDate": "2026-11-01T00:00:00Z",
}
NEWER = {
    "input": json.dumps({"question": "二つ目の質問"}),
    "output": "番号は1234 5678 9018です。",
    "createdDate": "x",
}


@pytest.fixture
def talking(monkeypatch: pytest.MonkeyPatch) -> None:
    """An app of the house that holds a conversation."""
    begun = shelf.BuiltIn.__init__

    def with_talk(self: shelf.BuiltIn, **given: Any) -> None:
        begun(self, **given)
        self._offered["talk"] = Offered(TALK, Origin.BUILT_IN, prompted(TALK))

    monkeypatch.setattr(shelf.BuiltIn, "__init__", with_talk)


async def lend_talk(host: Host) -> None:
    runner = host.runner
    async with runner.house.parts.database.write() as connection:
        await runner.house.parts.apps.lending.lend(
            connection, runner.viewer, "talk", deployment_id=runner.deployment_id
        )


@pytest.mark.parametrize("name", ["conversation_histories", "conversation_history"])
async def test_the_program_gets_the_turns_through_policy(
    talking: None, host: Host, oracle: Oracle, name: str
) -> None:
    await lend_talk(host)
    answer = await host.post({"question": "三つ目の質問", name: [OLDER, NEWER]}, app="talk")
    assert answer.status_code == 200, answer.text
    asked = oracle.asked[0][-1]["content"]
    places = [asked.index(each) for each in ("一つ目の質問", "一つ目の回答", "二つ目の質問", "三つ目の質問")]
    assert places == sorted(places)
    assert "1234 5678 9018" not in asked  # what policy masks is masked in a former turn, too
    kept = await host.runner.house.rows("app_run_turn")
    assert [row["values"] for row in sorted(kept, key=lambda row: row["position"])] == [
        {"question": "一つ目の質問"},
        {"question": "二つ目の質問"},
    ]


async def test_an_app_without_a_conversation_keeps_none(host: Host, oracle: Oracle) -> None:
    assert (await host.post({**INPUTS, "conversation_histories": [OLDER]})).status_code == 200
    assert "一つ目" not in oracle.asked[0][-1]["content"]
    assert await host.runner.house.rows("app_run_turn") == []


async def test_a_history_without_end_is_refused(talking: None, host: Host, oracle: Oracle) -> None:
    await lend_talk(host)
    long = {**OLDER, "output": "あ" * (MOST_CHARACTERS + 1)}
    answer = await host.post({"question": "質問", "conversation_histories": [long]}, app="talk")
    assert answer.status_code == 413 and "会話の履歴が長すぎます" in answer.json()["error"]
    assert oracle.asked == []


async def test_two_users_of_a_host_never_share_a_conversation(
    talking: None, host: Host, oracle: Oracle
) -> None:
    """A host that gives all its users one session name, and sends no history, tells nobody what another asked."""
    await lend_talk(host)

    async def ask(question: str, user: str) -> str:
        body = {"inputs": {"question": question}, "sessionId": "1"}
        headers = {"x-api-key": host.key, "x-user-id": user}
        host.runner.house.clock.advance(seconds=1)
        answer = await host.client.post("/gennai/apps/talk", json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return oracle.asked[-1][-1]["content"]

    await ask("甲の一つ目の質問", "user-1")
    assert "甲の一つ目の質問" not in await ask("乙の質問", "user-2")
    assert "甲の一つ目の質問" in await ask("甲の二つ目の質問", "user-1")


async def test_usage_is_told_in_both_spellings(host: Host) -> None:
    (usage,) = (await host.post(INPUTS)).json()["usageMetadata"]
    tokens = usage["tokens"]
    assert usage["requestCount"] == 1 and usage["modelVersion"]
    assert tokens["promptTokenCount"] == tokens["inputTokens"] > 0
    assert tokens["candidatesTokenCount"] == tokens["outputTokens"] > 0
    assert (
        tokens["totalTokenCount"] == tokens["totalTokens"] == tokens["inputTokens"] + tokens["outputTokens"]
    )


def test_turns_are_read_for_the_fields_of_the_form() -> None:
    turns = [
        WireTurn({"question": 7, "unknown": "x"}, "甲", "2026-11-01T09:00:00+09:00"),
        WireTurn({"input": "言葉だけ"}, "乙", "昨日"),
    ]
    first, second = history_of(FORM, turns)
    assert (dict(first.values), first.said_at and first.said_at.hour) == ({"question": "7"}, 9)
    assert (dict(second.values), second.said_at) == ({"question": "言葉だけ"}, None)
    assert len(history_of(FORM, turns * 60)) == 50
    with pytest.raises(HistoryTooLong):
        history_of(FORM, [WireTurn({}, "あ" * (MOST_CHARACTERS + 1))])


def test_what_is_left_out_of_a_long_conversation_is_told() -> None:
    text, told = told_before(
        FORM, [Turn({"question": f"質問{n}"}, f"回答{n}") for n in range(MOST_TURNS + 2)]
    )
    assert "回答1\n" not in text and "回答2\n" in text and text.endswith(f"回答{MOST_TURNS + 1}")
    assert told == (
        f"これまでのやり取りが長いため、新しい{MOST_TURNS}回分だけを読み、古い2回分は読んでいません。",
    )
    text, told = told_before(FORM, [Turn({"question": "あ" * 50_000}, "い")])
    assert len(text) < LONGEST_TEXT + 200 and "初めの3,000文字だけ" in told[0]
    assert told_before(FORM, []) == told_before(Form(FORM.fields), [Turn({}, "い")]) == ("", ())
