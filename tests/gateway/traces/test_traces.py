"""Traces reach a real OTLP/HTTP collector, carry the moments of the record, and no content."""

import asyncio
import gzip
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from genkan.gateway.traces import Traces, TracesNotInstalled, open_traces
from genkan.gateway.traces import traces as module
from tests.conftest import NOON
from tests.gateway.usage.conftest import ended
from tests.openai_api.conftest import Api, api, house
from tests.openai_api.endpoints import speak

__all__ = ["api", "house"]

CALLER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
MESSAGES = [{"role": "user", "content": "とても秘密の質問です。"}]


@dataclass
class Collector:
    """What a collector received."""

    url: str = ""
    bodies: list[bytes] = field(default_factory=list)
    services: set[str] = field(default_factory=set)
    spans: list[Any] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        """Take an export in the protocol's own form."""
        body = await request.read()
        if request.headers.get("content-encoding") == "gzip" and body[:2] == b"\x1f\x8b":
            body = gzip.decompress(body)
        self.bodies.append(body)
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            self.services |= {
                each.value.string_value for each in resource.resource.attributes if each.key == "service.name"
            }
            self.spans += [span for scope in resource.scope_spans for span in scope.spans]
        return web.Response(
            body=ExportTraceServiceResponse().SerializeToString(), content_type="application/x-protobuf"
        )


@pytest.fixture
async def collector() -> AsyncIterator[Collector]:
    """A collector on a port of its own."""
    made = Collector()
    application = web.Application()
    application.router.add_post("/v1/traces", made.take)
    server = TestServer(application)
    await server.start_server()
    made.url = str(server.make_url("/")).rstrip("/")
    yield made
    await server.close()


def attributes(span: Any) -> dict[str, Any]:
    return {each.key: getattr(each.value, each.value.WhichOneof("value")) for each in span.attributes}


async def sent(traces: Traces) -> None:
    await asyncio.to_thread(traces.stop)


async def test_a_span_is_the_record_of_a_call(collector: Collector) -> None:
    traces = open_traces(collector.url, version="1.2.3")
    call = ended(first_token_ms=250, app="文書検索")
    traces.hear([call])
    await sent(traces)
    (span,) = collector.spans
    assert collector.services == {"genkan"}
    assert span.name == "chat small"
    assert span.start_time_unix_nano == int(NOON.timestamp()) * 10**9
    assert span.end_time_unix_nano - span.start_time_unix_nano == 9 * 10**9
    (event,) = span.events
    assert event.name == "gen_ai.first_token"
    assert event.time_unix_nano - span.start_time_unix_nano == 250 * 10**6
    assert attributes(span) == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "genkan",
        "gen_ai.request.model": "small",
        "gen_ai.response.id": call.row.id,
        "gen_ai.response.model": "1",
        "gen_ai.usage.input_tokens": 7,
        "gen_ai.usage.output_tokens": 3,
        "genkan.app": "文書検索",
        "genkan.decision": "allowed",
        "genkan.deployment": "deployment",
        "genkan.information_class": 1,
        "genkan.organisation": "ministry",
        "genkan.outcome": "completed",
        "genkan.purpose": "program",
        "genkan.tokens_reported": True,
    }


async def test_microseconds_survive(collector: Collector) -> None:
    traces = open_traces(collector.url, version="1")
    moment = NOON + timedelta(microseconds=123_457)
    traces.hear([ended(at=moment)])
    await sent(traces)
    assert collector.spans[0].start_time_unix_nano % 10**9 == 123_457_000


async def test_failures_are_errors_and_refusals_are_not(collector: Collector) -> None:
    traces = open_traces(collector.url, version="1")
    traces.hear([ended(outcome="timed_out"), ended(outcome="refused_by_policy"), ended()])
    await sent(traces)
    errors = {attributes(span)["genkan.outcome"]: span.status.code for span in collector.spans}
    assert errors == {"timed_out": 2, "refused_by_policy": 0, "completed": 0}


async def test_no_person_and_no_key_is_named(collector: Collector) -> None:
    traces = open_traces(collector.url, version="1")
    traces.hear([ended(person_id="THE-PERSON", api_key_id="THE-KEY")])
    await sent(traces)
    assert collector.bodies
    assert not any(b"THE-PERSON" in body or b"THE-KEY" in body for body in collector.bodies)


@pytest.mark.parametrize(
    ("parent", "trace_id"),
    [
        (CALLER, "4bf92f3577b34da6a3ce929d0e0e4736"),
        ("nonsense", None),
        ("00-" + "0" * 32 + "-" + "0" * 16 + "-01", None),
    ],
)
async def test_the_trace_of_the_caller_is_continued(
    collector: Collector, parent: str, trace_id: str | None
) -> None:
    traces = open_traces(collector.url, version="1")
    call = ended()
    traces.remember_parent(call.row.id, parent)
    traces.hear([call])
    await sent(traces)
    (span,) = collector.spans
    assert (span.parent_span_id.hex() == "00f067aa0ba902b7") is (trace_id is not None)
    assert trace_id in (None, span.trace_id.hex())


async def test_what_a_program_asked_is_not_in_its_trace(collector: Collector, api: Api) -> None:
    traces = open_traces(collector.url, version="1")
    api.house.gateway.trace(traces)
    await api.connect(speak)
    client = await api.client(app="文書検索")
    await client.chat.completions.create(
        model="small", messages=MESSAGES, extra_headers={"traceparent": CALLER}
    )
    await api.house.gateway.settle()
    await sent(traces)
    (span,) = collector.spans
    assert span.trace_id.hex() == CALLER[3:35]
    assert attributes(span)["gen_ai.usage.output_tokens"] == 3
    for text in ("秘密", "移管します"):
        assert not any(text.encode() in body for body in collector.bodies)


async def test_a_collector_that_is_away_costs_the_caller_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WAITING", 1)
    monkeypatch.setattr(module, "STOP_SECONDS", 0.3)
    traces = open_traces("http://127.0.0.1:9", version="1")
    begin = asyncio.get_running_loop().time()
    for _ in range(50):
        traces.hear([ended() for _ in range(100)])
    assert asyncio.get_running_loop().time() - begin < 10
    assert traces.dropped % 100 == 0
    await asyncio.wait_for(sent(traces), 10)


async def test_without_the_libraries_the_operator_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(TracesNotInstalled):
        open_traces("http://127.0.0.1:9", version="1")
