"""A thousand streams at once on one process: ``uv run python benchmarks/gateway_streams.py [--rounds 3]``.

Each stream has 100 tokens at 20 a second; they start evenly within two seconds (``--within 0``: all in one instant). The
peers are those of ``gateway_requests.py``. Every stream is compared word by word with what the upstream said. ``added`` is
the time to the first token less that of ``direct`` in the same round; ``pause`` the longest silence within a stream. LiteLLM
is given 25 seconds. The last line is one JSON object.
"""

import argparse

from gateway.comparison import add_stream_options, compare, options_of, show, with_added
from gateway.figures import Row, print_object
from gateway.processes import Served

from gateway import measure


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    add_stream_options(parser, streams=1000, tokens=100)
    parser.add_argument("--rate", type=float, default=20.0, help="tokens a second of one stream")
    options = options_of(parser, default="direct,nginx,floor,litellm,genkan")

    def one(name: str, served: Served) -> dict[str, Row]:
        limit = options.litellm_limit if name == "litellm" else options.limit
        setting = {"number": options.streams, "tokens": options.tokens, "within": options.within}
        return {f"{options.streams} streams": measure.streams(served, limit=limit, **setting)}

    found = with_added(compare(one, options, rate=options.rate))
    print_object(**vars(options), figures=show(found, measure.STREAM_COLUMNS))


if __name__ == "__main__":
    main()
