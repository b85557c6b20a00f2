"""Azure's ways: the path, the version, the key, and the content filter in every place where it speaks."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from genkan.providers import (
    ContentRefused,
    DeploymentIncomplete,
    Finished,
    NotSupported,
    ProviderEvent,
    Session,
    StreamBroken,
)
from genkan.providers.azure_chat import AzureChat
from genkan.providers.line import Line
from tests.providers.conftest import CALM, Behaviour, asked, collect
from tests.providers.protocols import PROTOCOLS
from tests.providers.rules import azure_rule
from tests.providers.streams import DONE, TOLD, answering, delta, event, streaming, text_of
from tests.providers.strict import StrictServer, running

AZURE = PROTOCOLS["azure_openai"]
FILTERED = (
    b'{"error": {"message": "The response was filtered.", "type": null, "param": "prompt", "code": "content_filter",'
    b' "status": 400, "innererror": {"code": "ResponsibleAIPolicyViolation", "content_filter_result":'
    b' {"violence": {"filtered": true, "severity": "medium"}}}}}'
)


@pytest.fixture
async def azure() -> AsyncIterator[StrictServer]:
    """A strict server that answers well."""
    async with running(azure_rule) as server:
        server.behaviour = streaming(AZURE.whole)
        yield server


async def ask(session: Session, server: StrictServer, **parameters: object) -> list[ProviderEvent]:
    """The events of the answer to the usual question."""
    chat = AzureChat(Line(session, timeouts=CALM))
    return await collect(chat.speak(AZURE.endpoint(server.address), asked(**parameters)))


async def test_where_and_what(azure: StrictServer, session: Session) -> None:
    await ask(session, azure, temperature=0.2)

    assert azure.paths == ["/openai/deployments/a-model/chat/completions?api-version=2024-10-21"]
    assert azure.headers[0]["api-key"] == AZURE.secret
    assert "api_version" not in azure.bodies[0]
    assert azure.bodies[0]["temperature"] == 0.2


@pytest.mark.parametrize("ending", ["/", "/openai", "/openai/"])
async def test_the_address_as_operators_copy_it(ending: str, azure: StrictServer, session: Session) -> None:
    endpoint = replace(AZURE.endpoint(azure.address), address=azure.address + ending)
    chat = AzureChat(Line(session, timeouts=CALM))

    assert text_of(await collect(chat.speak(endpoint, asked()))) == TOLD


async def test_a_deployment_without_a_version_is_incomplete(azure: StrictServer, session: Session) -> None:
    endpoint = replace(AZURE.endpoint(azure.address), parameters={})
    with pytest.raises(DeploymentIncomplete) as raised:
        await collect(AzureChat(Line(session)).speak(endpoint, asked()))

    assert raised.value.details == {"parameter": "api_version"}
    assert azure.paths == []


async def test_a_question_that_the_filter_stops(azure: StrictServer, session: Session) -> None:
    azure.behaviour = answering(FILTERED, status=400)
    with pytest.raises(ContentRefused) as raised:
        await ask(session, azure)

    assert raised.value.details == {"http_status": 400, "message": "The response was filtered."}


# name: (behaviour, the text that arrived, the last event)
STOPPED: dict[str, tuple[Behaviour, str]] = {
    "by its reason": (
        streaming(
            [
                delta("保存"),
                event(
                    {
                        "choices": [
                            {
                                "index": 0,
                                "delta": {},
                                "finish_reason": "content_filter",
                                "content_filter_results": {"hate": {"filtered": True, "severity": "high"}},
                            }
                        ]
                    }
                ),
                DONE,
            ]
        ),
        "保存",
    ),
    "by an error in the stream": (streaming([delta("保存"), b"data: " + FILTERED + b"\n\n"]), "保存"),
}


@pytest.mark.parametrize("name", STOPPED)
async def test_an_answer_that_the_filter_stops(name: str, azure: StrictServer, session: Session) -> None:
    azure.behaviour, text = STOPPED[name]
    events = await ask(session, azure)

    assert text_of(events) == text
    assert events[-1] == Finished("content_filter")


async def test_notes_of_the_filter_between_the_words(azure: StrictServer, session: Session) -> None:
    note = {
        "index": 0,
        "finish_reason": None,
        "content_filter_offsets": {"check_offset": 44},
        "content_filter_results": {},
    }
    azure.behaviour = streaming([AZURE.first, event({"choices": [note]}), AZURE.second, AZURE.last])

    assert text_of(await ask(session, azure)) == TOLD


async def test_another_error_in_the_stream_breaks_it(azure: StrictServer, session: Session) -> None:
    azure.behaviour = streaming(
        [delta("保存"), event({"error": {"message": "overloaded", "code": "ServerBusy"}})]
    )
    with pytest.raises(StreamBroken):
        await ask(session, azure)


async def test_a_person_cannot_ask_for_another_version(azure: StrictServer, session: Session) -> None:
    endpoint = AZURE.endpoint(azure.address, refuses=["api_version"])
    chat = AzureChat(Line(session, timeouts=CALM))
    with pytest.raises(NotSupported):
        await collect(chat.speak(endpoint, asked(api_version="2099-01-01")))
