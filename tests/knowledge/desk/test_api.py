"""The JSON API: what it gives, in the shapes that it promises, and how it refuses."""

import asyncio
from datetime import date
from typing import Any
from urllib.parse import quote

import httpx2
import jsonschema
import pytest

from genkan.knowledge import NamedFile
from genkan.knowledge.api import router
from genkan.knowledge.desk.schemas import schema_of
from genkan.knowledge.desk.store import list_reads
from tests.knowledge.desk.conftest import Doors

OLD = """---
title: 例示省職員旅費支給規程
number: 令和六年例示省訓令第一号
organisation: 例示省
abbreviations: [旅費規程]
effective: 2024-04-01
---
#### 第一条（目的）

旅費に関し必要な事項を定める。

#### 第二条（宿泊費）

宿泊費の額は、一夜につき一万円を上限とする。ただし、第一条の目的による。
"""
NEW = OLD.replace("effective: 2024-04-01", "effective: 2026-04-01").replace("一万円", "一万九千円")
API = "/api/knowledge"


@pytest.fixture
async def travel(doors: Doors) -> str:
    """The id of a regulation with two versions."""
    shelf = await doors.shelf("規程集", OLD, of=doors.ministry, name="旅費.md")
    file = NamedFile("旅費.md", NEW.encode())
    await doors.parts.loader.load_files([file], collection_id=shelf.id, actor="command_line")
    await doors.index()
    return doors.documents["規程集"]


async def got(program: httpx2.AsyncClient, path: str, shape: str, **params: Any) -> dict[str, Any]:
    """An answer of the promised shape."""
    response = await program.get(API + path, params=params)
    assert response.status_code == 200, response.text
    return of_shape(response, shape)


def of_shape(response: httpx2.Response, shape: str) -> dict[str, Any]:
    """The document, after a look at its schema."""
    document = response.json()
    jsonschema.validate(document, schema_of(shape))
    return document


async def refused(response: httpx2.Response, *, status: int, code: str) -> dict[str, Any]:
    """The error of a refusal: a Japanese sentence, a next step, the status and a name."""
    assert response.status_code == status, response.text
    error = of_shape(response, "Error")
    assert (error["status"], error["code"]) == (status, code)
    assert error["error"].endswith("。")
    assert error["next_step"].endswith("。")
    return error


async def test_a_program_searches_and_reads_as_of_a_day(doors: Doors, travel: str) -> None:
    program = await doors.program(doors.ministry)
    shelves = await got(program, "/collections", "Collections")
    assert [each["title"] for each in shelves["collections"]] == ["規程集"]
    now = await got(program, "/search", "Search", q="宿泊費の上限")
    assert now["hits"][0]["citation"] == "例示省職員旅費支給規程第二条"
    assert "一万九千円" in now["hits"][0]["text"]
    assert now["hits"][0]["document_id"] == travel
    then = await got(program, "/search", "Search", q="宿泊費の上限", on="令和7年4月1日")
    assert then["on"] == "2025-04-01"
    assert "一万円" in then["hits"][0]["text"]
    article = await got(program, f"/articles/{travel}/2", "Article", on="2025-04-01")
    assert "一万円" in article["text"]
    assert article["version"]["valid_until"] == "2026-04-01"
    assert article["references"][0]["text"] == "第一条"
    assert article["previous"] == "1"
    contents = await got(program, f"/contents/{travel}", "Contents")
    assert [each["anchor"] for each in contents["articles"]] == ["1", "2"]
    versions = await got(program, f"/versions/{travel}", "Versions", on="2025-04-01")
    assert [each["standing"] for each in versions["versions"]] == ["in_force", "not_yet"]


async def test_what_is_not_in_force_is_given_only_when_asked_for(doors: Doors, travel: str) -> None:
    program = await doors.program(doors.ministry)
    before = await got(program, "/search", "Search", q="宿泊費の上限", on="2020-01-01")
    assert before["hits"] == []
    every = await got(program, "/search", "Search", q="宿泊費の上限", on="2025-01-01", every_version="true")
    assert {hit["standing"] for hit in every["hits"]} == {"in_force", "not_yet"}
    response = await program.get(f"{API}/articles/{travel}/2", params={"on": "2020-01-01"})
    await refused(response, status=404, code="RegulationNotFound")
    shown = await got(program, f"/articles/{travel}/2", "Article", on="2020-01-01", every_version="1")
    assert shown["version"]["standing"] == "not_yet"


async def test_hits_are_paged_and_filtered(doors: Doors, travel: str) -> None:
    program = await doors.program(doors.ministry)
    first = await got(program, "/search", "Search", q="第一条の目的", limit=1)
    assert first["next_offset"] == 1
    second = await got(program, "/search", "Search", q="第一条の目的", limit=1, offset=1)
    assert second["next_offset"] is None
    assert {first["hits"][0]["anchor"], second["hits"][0]["anchor"]} == {"1", "2"}
    assert (await got(program, "/search", "Search", q="旅費規程", kind="law"))["hits"] == []
    by_title = await got(
        program, "/search", "Search", q="宿泊費", collection="規程集", kind=["regulation", "law"]
    )
    assert by_title["hits"]
    other = await program.get(f"{API}/search", params={"q": "宿泊費", "collection": "ない"})
    await refused(other, status=404, code="CollectionNotFound")


async def test_names_are_suggested_while_someone_types(doors: Doors, travel: str) -> None:
    program = await doors.program(doors.ministry)
    found = await got(program, "/suggestions", "Suggestions", q="旅費規")
    assert [(each["name"], each["document_id"]) for each in found["suggestions"]] == [("旅費規程", travel)]
    inside = await got(program, "/suggestions", "Suggestions", q="職員旅費")
    assert inside["suggestions"][0]["title"] == "例示省職員旅費支給規程"
    for nothing in ("", "ない名前"):
        assert (await got(program, "/suggestions", "Suggestions", q=nothing))["suggestions"] == []
    past = await got(program, "/suggestions", "Suggestions", q="旅費規", on="2020-01-01")
    assert past["suggestions"] == []


async def test_names_are_suggested_from_the_chosen_collections(doors: Doors, travel: str) -> None:
    await doors.shelf(
        "様式集", "---\ntitle: 旅費様式\n---\n#### 第一条\n\n様式を定める。\n", of=doors.ministry
    )
    await doors.index()
    program = await doors.program(doors.ministry)
    both = await got(program, "/suggestions", "Suggestions", q="旅費", collection=["規程集", "様式集"])
    assert {each["title"] for each in both["suggestions"]} == {"旅費様式", "例示省職員旅費支給規程"}
    one = await got(program, "/suggestions", "Suggestions", q="旅費", collection="様式集")
    assert {each["title"] for each in one["suggestions"]} == {"旅費様式"}
    other = await program.get(f"{API}/suggestions", params={"q": "旅費", "collection": "ない"})
    await refused(other, status=404, code="CollectionNotFound")


async def test_citations_of_a_text_are_checked(doors: Doors, travel: str) -> None:
    program = await doors.program(doors.ministry)
    text = "旅費規程第二条では「一夜につき一万九千円を上限とする」とされ、旅費規程第九条も参照する。"
    response = await program.post(f"{API}/citations/check", json={"text": text})
    checks = of_shape(response, "Checks")
    assert [check["verdict"] for check in checks["checks"]] == ["verified", "no_such_article"]
    start, end = checks["checks"][0]["start"], checks["checks"][0]["end"]
    assert text[start:end] == "旅費規程第二条"
    assert checks["checks"][0]["path"].startswith(f"/regulations/{travel}/2")
    past = await program.post(f"{API}/citations/check", json={"text": text, "on": "2025-04-01"})
    assert of_shape(past, "Checks")["checks"][0]["verdict"] == "quotation_differs"


UNCLEAR: list[tuple[str, dict[str, Any], int, str]] = [
    ("/search", {}, 422, "WordsMissing"),
    ("/search", {"q": "　"}, 422, "WordsMissing"),
    # A misspelt name must not quietly show the law of today.
    ("/search", {"q": "旅費", "date": "2025-01-01"}, 422, "RequestUnclear"),
    ("/search", {"q": "旅費", "on": ["2025-01-01", "2026-01-01"]}, 422, "RequestUnclear"),
    ("/search", {"q": "旅費", "on": "2025-02-30"}, 422, "UnreadableDay"),
    ("/search", {"q": "旅費", "limit": "51"}, 422, "RequestUnclear"),
    ("/search", {"q": "旅費", "limit": "１"}, 422, "RequestUnclear"),
    ("/search", {"q": "旅費", "offset": "-1"}, 422, "RequestUnclear"),
    ("/search", {"q": "旅費", "every_version": "yes"}, 422, "RequestUnclear"),
    ("/search", {"q": "旅費", "kind": "book"}, 422, "RequestUnclear"),
    ("/search", {"q": "旅費", "document": "あ" * 201}, 422, "RequestUnclear"),
    ("/collections", {"on": "2025-01-01"}, 422, "RequestUnclear"),
    ("/articles/none/1", {}, 404, "RegulationNotFound"),
    ("/articles/%00/%00", {}, 404, "RegulationNotFound"),
    ("/nothing", {}, 404, "PageNotFound"),
]


async def test_what_cannot_be_meant_is_refused(doors: Doors) -> None:
    await doors.index()
    program = await doors.program(doors.ministry)
    for path, params, status, code in UNCLEAR:
        await doors.parts.gateway.programs.keeper.look()
        await refused(await program.get(API + path, params=params), status=status, code=code)


async def test_a_question_of_ten_thousand_characters_is_asked_in_a_body(doors: Doors, travel: str) -> None:
    program = await doors.program(doors.ministry)
    question = "宿泊費の額" + "は、どのように定めるか" * 908
    response = await program.post(f"{API}/search", json={"q": question, "limit": 1, "collection": ["規程集"]})
    assert response.status_code == 200, response.text
    found = of_shape(response, "Search")
    assert [hit["label"] for hit in found["hits"]] == ["第二条"] and "先頭の2,000字" in found["plan"][-1]
    too_long = await program.post(f"{API}/search", json={"q": question + "か" * 100})
    assert "10,000" in (await refused(too_long, status=422, code="RequestUnclear"))["next_step"]
    await refused(
        await program.post(f"{API}/search", json={"q": "x", "day": "today"}),
        status=422,
        code="RequestUnclear",
    )


@pytest.mark.parametrize(("path", "kind"), [(f"{API}/search", "application/json"), ("/search", "text/plain")])
async def test_an_address_that_is_too_long_is_refused_in_words(doors: Doors, path: str, kind: str) -> None:
    """Clients that know a limit of their own do not send it, so it is written as it is."""
    where = httpx2.URL(doors.url)
    reader, writer = await asyncio.open_connection(where.host, where.port)
    address = f"{path}?q={quote('宿泊' * 5_000)}"
    writer.write(f"GET {address} HTTP/1.1\r\nhost: genkan.test\r\n\r\n".encode())
    head, _, body = (await reader.read()).decode().partition("\r\n\r\n")
    writer.close()
    assert head.startswith("HTTP/1.1 414") and f"content-type: {kind}" in head
    assert "検索の言葉を短くしてください" in body and "POST" in body


async def test_bodies_that_cannot_be_meant_are_refused(doors: Doors) -> None:
    program = await doors.program(doors.ministry)
    for body, status, code in (
        (b"{", 422, "RequestUnclear"),
        (b"[" * 100_000, 422, "RequestUnclear"),
        (b"[]", 422, "RequestUnclear"),
        (b'{"text": 1}', 422, "RequestUnclear"),
        (b'{"text": "x", "txt": "y"}', 422, "RequestUnclear"),
        (b'{"text": " "}', 422, "NothingToCheck"),
        (b'{"text": "' + b"x" * 50_001 + b'"}', 413, "TextTooLong"),
        (b'{"text": "' + b"x" * 5_000_000 + b'"}', 413, "TextTooLong"),
    ):
        response = await program.post(f"{API}/citations/check", content=body)
        await refused(response, status=status, code=code)


async def test_only_a_key_that_may_read_reads(doors: Doors, travel: str) -> None:
    for_models = await doors.program(doors.ministry, may_read=False)
    await refused(
        await for_models.get(f"{API}/search", params={"q": "旅費"}), status=403, code="ReadingNotOpened"
    )
    elsewhere = await doors.program(doors.ministry, addresses=("192.0.2.0/24",))
    await refused(await elsewhere.get(f"{API}/collections"), status=403, code="AddressNotAllowed")
    for secret in ("", "genkan-none"):
        response = await doors.program_with(secret).get(f"{API}/articles/{travel}/2")
        await refused(response, status=401, code="KeyNotAccepted" if secret else "KeyMissing")
        assert response.headers["www-authenticate"] == "Bearer"
    other_header = doors.program_with("", **{"api-key": await doors.key(doors.ministry)})
    assert (await got(other_header, "/collections", "Collections"))["collections"]


async def test_a_key_is_never_mixed_with_a_session(doors: Doors, travel: str) -> None:
    """A request with a bad key fails although its cookie would read; without a key another site's form fails."""
    browser = await doors.browser(await doors.person(doors.ministry))
    assert (await got(browser, "/collections", "Collections"))["collections"]
    bad = await browser.get(f"{API}/collections", headers={"authorization": "Bearer genkan-none"})
    await refused(bad, status=401, code="KeyNotAccepted")
    basic = await browser.get(f"{API}/collections", headers={"authorization": "Basic eDp5"})
    await refused(basic, status=401, code="KeyMissing")
    foreign = {"sec-fetch-site": "cross-site"}
    body = {"text": "旅費規程第二条"}
    response = await browser.post(f"{API}/citations/check", json=body, headers=foreign)
    await refused(response, status=403, code="CrossSiteRequest")
    assert (await browser.post(f"{API}/citations/check", json=body)).status_code == 200


async def test_reads_are_counted_without_content(doors: Doors, travel: str) -> None:
    key, secret = await doors.key_and_secret(doors.ministry)
    program = doors.program_with(secret)
    for _ in range(3):
        await got(program, "/search", "Search", q="宿泊費")
    await got(program, f"/articles/{travel}/2", "Article")
    await doors.parts.tally.save()
    await got(program, "/search", "Search", q="宿泊費")
    await doors.parts.tally.stop()
    async with doors.parts.database.read() as connection:
        counts = await list_reads(connection, since=date(2026, 11, 1))
    found = {(kind.api_key_id, kind.door, kind.deed): reads for kind, reads in counts}
    assert found == {(key.id, "api", "search"): 4, (key.id, "api", "article"): 1}
    assert {kind.organisation_id for kind, _ in counts} == {doors.ministry.id}


async def test_the_description_names_every_route(doors: Doors) -> None:
    described = (await (await doors.program(doors.ministry)).get(f"{API}/openapi.json")).json()
    paths = {route.path.removeprefix(API) for route in router.routes}  # type: ignore[attr-defined]
    assert set(described["paths"]) == paths - {"/openapi.json"}
    named = set(described["components"]["schemas"])
    used = str(described["paths"]) + str(described["components"])
    assert all(f"#/components/schemas/{name}" in used for name in named)
