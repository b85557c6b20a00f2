"""Load on a chat completions endpoint, from one process on raw protocols, so that it is not what is measured.

``python benchmarks/gateway/load.py requests URL …`` keeps so many connections busy for some seconds;
``python benchmarks/gateway/load.py streams URL …`` starts so many streams, evenly within a short time, and reads them
to their end. Both print one JSON object. Every answer is compared with what the upstream said.
"""

import argparse
import gc
import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

import uvloop

sys.path.insert(0, str(Path(__file__).parent.parent))

from gateway.asking import Requests
from gateway.streams import Streams
from gateway.upstream import words
from gateway.wire import request

QUESTION = "住民票の写しを代理人が請求するときに必要な書類を、根拠とともに三つ挙げてください。"


def main() -> None:
    """Measure and print."""
    options = _options()
    gc.disable()
    print(json.dumps(uvloop.run(_requests(options) if options.way == "requests" else _streams(options))))


async def _requests(options: argparse.Namespace) -> dict[str, object]:
    run = Requests(request(options.urls[0], options.key, _body(options)), warming=options.warming)
    host, port = _address(options.urls[0])
    return await run.run(
        host, port, connections=options.number, seconds=options.seconds, patience=options.patience
    )


async def _streams(options: argparse.Namespace) -> dict[str, object]:
    body = _body(options) | {"stream": True, "stream_options": {"include_usage": True}}
    run = Streams(request(options.urls[0], options.key, body), words(options.tokens))
    addresses = [_address(url) for url in options.urls]
    return await run.run(addresses, streams=options.number, within=options.within, limit=options.seconds)


def _body(options: argparse.Namespace) -> dict[str, object]:
    messages = [{"role": "user", "content": QUESTION}]
    return {"model": options.model, "messages": messages, "max_tokens": options.tokens}


def _address(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return str(parts.hostname), parts.port or 80


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("way", choices=("requests", "streams"))
    parser.add_argument("urls", nargs="+", help="…/v1/chat/completions; streams are dealt over several")
    parser.add_argument("--key", default="none")
    parser.add_argument("--model", default="benchmark-model")
    parser.add_argument("--number", type=int, default=32, help="connections, or streams")
    parser.add_argument("--seconds", type=float, default=5, help="duration, or the limit for all streams")
    parser.add_argument("--warming", type=float, default=1, help="seconds before requests are timed")
    parser.add_argument(
        "--patience", type=float, default=20, help="seconds for questions still open at the end"
    )
    parser.add_argument("--within", type=float, default=2, help="seconds in which the streams start")
    parser.add_argument("--tokens", type=int, default=100)
    return parser.parse_args()


if __name__ == "__main__":
    main()
