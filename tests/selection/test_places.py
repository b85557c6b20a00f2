"""Places are proposed, never scores: found by search or named by a model, verified on the page, taken over by a click."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from genkan.catalogue import load_models
from genkan.governance import Role
from genkan.selection.review.places import PageText, Place, nearest_pages, places_named, search_places
from tests.selection.conftest import Office
from tests.selection.reviewing import appoint
from tests.workspace.conftest import fields_of

PAGES = (
    PageText("a", 1, "応募書（架空）。当社は、例示市に所在する。"),
    PageText("a", 2, "開発の体制\n\n国内の拠点で、架空の開発\n班が担当した。"),
    PageText("b", 1, "学習に用いたデータは、利用の許諾を得た文書だけである。"),
)


@dataclass
class Model:
    """A model that says one thing to whoever asks, and remembers the questions that were put to it in earnest."""

    address: str = ""
    says: str = "はい"
    asked: list[dict[str, Any]] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """The stream of one chat completion."""
        body = await request.json()
        if body["messages"][0]["role"] == "system":
            self.asked.append(body)
        response = web.StreamResponse(headers={"content-type": "text/event-stream"})
        await response.prepare(request)
        for choice in ({"delta": {"content": self.says}}, {"delta": {}, "finish_reason": "stop"}):
            await response.write(f"data: {json.dumps({'choices': [choice]})}\n\n".encode())
        await response.write(b"data: [DONE]\n\n")
        return response


@pytest.fixture
async def model() -> AsyncIterator[Model]:
    """A model server."""
    made, application = Model(), web.Application()
    application.router.add_post("/v1/chat/completions", made.answer)
    server = TestServer(application)
    await server.start_server(shutdown_timeout=0)
    made.address = str(server.make_url("/v1"))
    yield made
    await server.close()


DATA = Place("b", 1, "学習に用いたデータは、利用の許諾を得た文書だけである。")


@pytest.mark.parametrize(
    ("wanted", "best"),
    [
        ("学習に用いたデータの適法性", DATA),
        ("開発の拠点と担当", Place("a", 2, "国内の拠点で、架空の開発班が担当した。")),  # a line ends within
        ("quantum chromodynamics", None),  # nothing is shared
    ],
)
def test_a_search_gives_sentences_as_they_stand(wanted: str, best: Place | None) -> None:
    assert next(iter(search_places(wanted, PAGES)), None) == best


def test_a_model_is_sent_the_nearest_pages_that_fit() -> None:
    assert nearest_pages("学習に用いたデータ", PAGES, most_characters=40) == (PAGES[2],)
    assert nearest_pages("学習に用いたデータ", PAGES) == PAGES


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ('[{"page":3,"quotation":"利用の許諾を得た文書だけ"}]', ((Place("b", 1, "利用の許諾を得た文書だけ"),), 0)),
        ('```json\n[{"page":2,"quotation":"架空の開発班が担当した"}]\n```', ((Place("a", 2, "架空の開発班が担当した"),), 0)),
        ('[{"page":1,"quotation":"利用の許諾を得た文書だけ"}]', ((), 1)),  # it stands on another page
        ('[{"page":3,"quotation":"利用の許諾を得た文書のみ"}]', ((), 1)),  # one letter is another
        ('[{"page":9,"quotation":"利用の許諾を得た文書だけ"}]', ((), 1)),  # there is no such page
        ('[{"page":3,"quotation":"文書"}]', ((), 1)),  # too short to prove anything
        ('[{"page":3,"quotation":"利用の許諾を得た文書だけ","score":3}]', ((Place("b", 1, "利用の許諾を得た文書だけ"),), 0)),
        ("[]", ((), 0)),
        ("3点が妥当です。", None),
        ('[{"page":"3"}]', None),
    ],
)  # fmt: skip
def test_only_what_stands_on_its_page_is_shown(answer: str, told: Any) -> None:
    assert places_named(answer, PAGES) == told


async def test_a_reviewer_takes_over_a_place_and_nothing_else_is_proposed(
    office: Office, model: Model
) -> None:
    call = await office.publish()
    maker = next(each for each in load_models() if each.maker.value)
    for company, email in (
        ("タヌキ架空社", "tanuki@example.jp"),
        (maker.maker.value or "", "maker@example.jp"),
    ):
        await (await office.vendor(company, email)).post(f"/apply/calls/{call}/applications")
    kirin = await office.vendor("キリン架空社", "kirin@example.jp")
    claim = {"fact.origin.claim": "the model is evident"}
    application = (await office.apply(kirin, call, **claim)).rsplit("/", 1)[1]
    office.workspace.clock.advance(days=40)
    office.takuya = await office.workspace.sign_in(office.takuya.person)
    staff = await office.workspace.browser("審査直美", Role.REVIEWER, Role.STAFF)
    data = {"person": staff.person.id, "part": "reviewer"}
    await office.takuya.post(f"/selection/applications/{application}/reviewers", data)
    path = f"/reviews/{application}"
    await staff.post(f"{path}/places", {"propose": "origin"}, status=404)
    await staff.post(f"{path}/declare", {"conflict": "none"})
    low = await office.workspace.connect(
        "機密性1まで", ceiling=1, protocol="openai_chat", address=model.address, remote_model="m"
    )
    small = await office.workspace.connect(
        "見本のモデル", protocol="openai_chat", address=model.address, remote_model="m"
    )
    rivals = [
        await office.workspace.connect(
            **{
                "title": f"競合{place}",
                "protocol": "openai_chat",
                "address": model.address,
                "remote_model": "m",
            }
            | facts
        )
        for place, facts in enumerate(
            (
                {"operator": "ﾀﾇｷ 架空社"},
                {"title": "タヌキ 架空社"},
                {"model_id": maker.id},
                {"address": "https://MODEL.example.jp:8443/v2"},
            )
        )
    ]

    page = await staff.get(path)
    offered = {option["value"]: option.text for option in page.select("select[name=model] option")}
    assert set(offered) == {"", small.id}
    typed = {**fields_of(page, path), "origin.words": "書きかけの所見", "origin.result": "met"}
    where = await staff.post(f"{path}/places", {**typed, "propose": "origin"})
    found = await staff.get(where.partition("#")[0])
    assert "is evident" in found.select_one("#p-origin").parent.text
    assert found.select_one("textarea[name='origin.words']").text.strip() == "書きかけの所見"
    assert found.select_one("textarea[name='origin.quotation']").text.strip() == ""
    assert model.asked == []

    for unfit in (low, *rivals):
        refused = await staff.post(
            f"{path}/places", {**typed, "propose": "origin", "model": unfit.id}, status=409
        )
        assert "選択したモデルでは" in refused.text and "書きかけの所見" in refused.text
    assert model.asked == []
    named = [
        {"page": 2, "quotation": "is evident."},
        {"page": 1, "quotation": "It earns three points."},
    ]
    model.says = json.dumps(named)
    where = await staff.post(f"{path}/places", {**typed, "propose": "data", "model": small.id})
    shown = (await staff.get(where.partition("#")[0])).select_one("#p-data").parent
    assert "is evident" in shown.text and "three points" not in shown.text
    assert "照合できなかった引用1件" in shown.text and "見本のモデル" in shown.text
    (asked,) = model.asked
    assert "点数、適否、評価及び意見は、書かない" in asked["messages"][0]["content"]
    where = await staff.post(f"{path}/places/take", {**typed, "take": "data:0"})
    taken = await staff.get(where.partition("#")[0])
    assert "is evident." in taken.select_one("textarea[name='data.quotation']").text
    assert taken.select_one("select[name='data.result'] option[selected]") is None, "no result is proposed"
    assert taken.select_one("textarea[name='origin.words']").text.strip() == "書きかけの所見"
    assert "引用をページで確認済み" in taken.text and "page=2" in where
    gone = await staff.post(f"{path}/places/take", {**typed, "take": "data:7"}, status=409)
    assert "書きかけの所見" in gone.text

    model.says = "この応募は3点です。"
    await staff.post(f"{path}/places", {**typed, "propose": "use", "model": small.id}, status=502)
    outsider = (await appoint(office, application, "審査明"))[0]
    await outsider.post(f"{path}/declare", {"conflict": "none"})
    assert [o["value"] for o in (await outsider.get(path)).select("select[name=model] option")] == [""]
    assert not (await outsider.get(path)).select("[id^=p-]"), (
        "what was proposed to one, the other does not see"
    )
    events = await office.workspace.events("selection:review:place")
    assert sorted(each.rpartition(":")[2] for each in events) == [
        "place_taken",
        "places_proposed",
        "places_proposed",
    ]
    await office.workspace.parts.gateway.settle()
    calls = [row for row in await office.workspace.rows("call") if row["purpose"] == "review"]
    assert {(row["deployment_id"], row["information_class"]) for row in calls} == {(small.id, 2)}
