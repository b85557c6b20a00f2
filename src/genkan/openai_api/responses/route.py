"""The route: read the request, have it answered as a chat, and write the answer as a response."""

from genkan.gateway import Gateway, Said, Speech
from genkan.openai_api.chat import call_headers, converse
from genkan.openai_api.exchange import Exchange
from genkan.openai_api.identity import classify, identify
from genkan.openai_api.responses.events import EventWriter
from genkan.openai_api.responses.into_chat import chat_request_of
from genkan.openai_api.responses.outline import Outline
from genkan.openai_api.responses.request import ResponsesRequest, read_responses_request
from genkan.openai_api.responses.whole import whole_response


async def answer_responses(exchange: Exchange, gateway: Gateway) -> None:
    """Have the request answered; nothing of it is kept."""
    holder = identify(exchange, gateway.programs)
    request = read_responses_request(await exchange.body())
    chat = chat_request_of(request)

    async def say(exchange: Exchange, speech: Speech) -> None:
        await (_stream if request.streams else _answer)(exchange, speech, _outline(request, speech))

    information_class = classify(exchange, gateway.programs, holder)
    await converse(exchange, gateway, holder, chat, information_class=information_class, say=say)


def _outline(request: ResponsesRequest, speech: Speech) -> Outline:
    row = speech.passage.row
    return Outline(request, call_id=row.id, created=int(row.at.timestamp()))


async def _answer(exchange: Exchange, speech: Speech, outline: Outline) -> None:
    body = whole_response(outline, speech.whole())
    await exchange.answer(body, headers=call_headers(speech))


async def _stream(exchange: Exchange, speech: Speech, outline: Outline) -> None:
    writer = EventWriter(outline)
    exchange.failure = writer.fail
    await exchange.begin_events(headers=call_headers(speech))
    await exchange.send_events(writer.begin())

    def pass_on(_events: bytes, said: Said) -> bool:
        if not isinstance(said, str) or not exchange.keeps_up:
            return False
        event = writer.word(said)
        return bool(event) and exchange.send_at_once(event)

    while documents := await speech.next(pass_on):
        if events := writer.take(documents):
            await exchange.send_events(events)
    await exchange.end_events(writer.end())
