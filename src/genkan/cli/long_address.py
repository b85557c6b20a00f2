"""The answer to an address that is too long to be read: it never comes as far as the application."""

import json

from genkan.asgi import AddressTooLong

_API = b"/api/"


def address_too_long(address: bytes) -> bytes:
    """The whole answer, JSON where the address is one of the API, and the end of the connection."""
    problem = AddressTooLong()
    words = [problem.sentence, problem.next_step]
    if address.startswith(_API):
        said = {
            "error": words[0],
            "next_step": words[1],
            "status": problem.status,
            "code": type(problem).__name__,
        }
        return _answer(json.dumps(said, ensure_ascii=False), kind="application/json", status=problem.status)
    return _answer("\n".join(words) + "\n", kind="text/plain", status=problem.status)


def _answer(text: str, *, kind: str, status: int) -> bytes:
    body = text.encode()
    head = (
        f"HTTP/1.1 {status} URI Too Long\r\ncontent-type: {kind}; charset=utf-8\r\n"
        f"content-length: {len(body)}\r\ncache-control: no-store\r\nconnection: close\r\n\r\n"
    )
    return head.encode() + body
