"""The MCP server, spoken to by the official SDK's client over HTTP."""

import json
import subprocess
import sys
from datetime import date
from typing import Any

import jsonschema
import pytest

from genkan.knowledge.desk.store import list_reads
from tests.knowledge.desk.conftest import Doors
from tests.knowledge.desk.test_api import travel

__all__ = ["travel"]

CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
HEADERS = {"accept": "application/json, text/event-stream", "mcp-protocol-version": "2025-06-18"}


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_a_model_searches_reads_and_checks(doors: Doors, travel: str, mode: str) -> None:
    """The client itself holds each result against the schema that the tool declares."""
    async with doors.mcp(await doors.key(doors.ministry), mode=mode) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert sorted(tools) == ["check_citations", "list_versions", "read_article", "search_laws"]
        for tool in tools.values():
            assert tool.description is not None
            assert " / " in tool.description
            assert tool.annotations is not None
            assert tool.annotations.read_only_hint
            jsonschema.Draft202012Validator.check_schema(tool.output_schema or {})
        found = await client.call_tool("search_laws", {"query": "宿泊費の上限"})
        hit = found.structured_content["hits"][0]
        assert json.loads(found.content[0].text) == found.structured_content
        read = await client.call_tool(
            "read_article", {"document_id": hit["document_id"], "anchor": hit["anchor"], "on": "2025-04-01"}
        )
        assert "一万円" in read.structured_content["text"]
        named = await client.call_tool("read_article", {"citation": "旅費規程第2条"})
        assert "一万九千円" in named.structured_content["text"]
        versions = await client.call_tool("list_versions", {"document_id": travel})
        assert [each["standing"] for each in versions.structured_content["versions"]] == ["ended", "in_force"]
        text = "旅費規程第二条及び旅費規程第九条による。"
        checked = await client.call_tool("check_citations", {"text": text})
        assert [each["verdict"] for each in checked.structured_content["checks"]] == [
            "verified",
            "no_such_article",
        ]


async def test_a_model_is_told_what_to_mend(doors: Doors, travel: str) -> None:
    async with doors.mcp(await doors.key(doors.ministry)) as client:
        calls: list[tuple[str, dict[str, Any], str]] = [
            ("read_article", {"citation": "旅費規程第99条"}, "第99条」に当たる条は見つかりません。「"),
            ("read_article", {"citation": "無い文章"}, "当たる条は見つかりません。"),
            ("read_article", {}, "閲覧する条が指定されていません"),
            ("read_article", {"document_id": travel}, "閲覧する条が指定されていません"),
            ("read_article", {"citation": "　"}, "閲覧する条が指定されていません"),
            ("search_laws", {"query": "　"}, "「query」に検索の言葉"),
            ("search_laws", {"query": "旅費", "kinds": ["本"]}, "指定「kinds=本」"),
            ("search_laws", {"query": "旅費", "collections": [1]}, "指定「collections」"),
            ("search_laws", {"query": ["旅費"]}, "指定「query」"),
            ("check_citations", {"text": "民法", "collections": [1]}, "指定「collections」"),
            ("read_article", {"document_id": "none", "anchor": "1"}, "見つかりません"),
            ("search_laws", {"query": ""}, "検索の言葉"),
            ("search_laws", {"query": "旅費", "limit": 51}, "「limit」"),
            ("search_laws", {"query": "旅費", "day": "2025-01-01"}, "「day」"),
            ("check_citations", {"text": "x" * 50_001}, "50,000字"),
            ("delete_laws", {}, "「delete_laws」というツールはありません"),
        ]
        for tool, arguments, words in calls:
            answer = await client.call_tool(tool, arguments)
            assert answer.is_error, tool
            assert words in answer.content[0].text
            assert answer.structured_content is None


async def test_only_keys_that_may_read_pass(doors: Doors, travel: str) -> None:
    """Neither a session, nor another method, nor a page of another site opens the door."""
    secret = await doors.key(doors.ministry)
    for_models = await doors.key(doors.ministry, may_read=False)
    for given, status in ((secret, 200), ("", 401), ("genkan-none", 401), (for_models, 403)):
        response = await doors.program_with(given, **HEADERS).post("/mcp", json=CALL)
        assert response.status_code == status
    browser = await doors.browser(await doors.person(doors.ministry))
    assert (await browser.post("/mcp", json=CALL, headers=HEADERS)).status_code == 401
    program = doors.program_with(secret, **HEADERS)
    assert (
        await program.post("/mcp", json=CALL, headers={"origin": "https://other.example"})
    ).status_code == 403
    for method in ("GET", "DELETE"):
        refused = await program.request(method, "/mcp")
        assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
    too_long = await program.post(
        "/mcp", content=b" " * 5_000_000, headers={"content-type": "application/json"}
    )
    assert too_long.status_code == 413
    broken = await program.post("/mcp", content=b"{", headers={"content-type": "application/json"})
    assert broken.status_code == 400


async def test_nothing_is_kept_between_calls_so_any_replica_may_answer(doors: Doors, travel: str) -> None:
    """A call without a handshake is answered, and no session is handed out."""
    program = doors.program_with(await doors.key(doors.ministry), **HEADERS)
    call = {
        **CALL,
        "method": "tools/call",
        "params": {"name": "search_laws", "arguments": {"query": "宿泊費"}},
    }
    response = await program.post("/mcp", json=call)
    assert "mcp-session-id" not in response.headers
    assert response.headers["content-type"].startswith("application/json")
    assert "一万九千円" in response.json()["result"]["structuredContent"]["hits"][0]["text"]


async def test_calls_are_counted_and_held_to_a_pace(doors: Doors, travel: str) -> None:
    key, secret = await doors.key_and_secret(doors.ministry)
    async with doors.mcp(secret) as client:
        await client.call_tool("search_laws", {"query": "宿泊費"})
        await client.call_tool("check_citations", {"text": "旅費規程第二条"})
    await doors.parts.tally.save()
    async with doors.parts.database.read() as connection:
        counts = await list_reads(connection, since=date(2026, 11, 1))
    assert [(kind.api_key_id, kind.door, kind.deed, reads) for kind, reads in counts] == [
        (key.id, "mcp", "check", 1),
        (key.id, "mcp", "search", 1),
    ]


def test_the_server_starts_without_the_sdk() -> None:
    """Importing the application imports nothing of the SDK, which the first call does."""
    look = "import sys, genkan.asgi; print([name for name in sys.modules if name.split('.')[0] == 'mcp'])"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
