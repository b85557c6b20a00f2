"""Five thousand streams on two server processes: ``uv run python benchmarks/gateway_many_streams.py [--rates 2 4]``.

As ``gateway_streams.py``, with the streams dealt over two processes on one database (nginx: two workers), at several token
rates in turn, so that one sees up to which rate all of them complete. The last line is one JSON object.
"""

import argparse
from collections.abc import Callable

from gateway.comparison import Found, add_stream_options, compare, options_of, show, with_added
from gateway.figures import Row, print_object
from gateway.processes import Served

from gateway import measure


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    add_stream_options(parser, streams=5000, tokens=40)
    parser.add_argument(
        "--rates", type=float, nargs="+", default=[2.0, 4.0], help="tokens a second of one stream"
    )
    parser.add_argument("--processes", type=int, default=2)
    options = options_of(parser, default="direct,nginx,floor,genkan")
    found: Found = {}
    for rate in options.rates:
        found |= with_added(compare(_one(options, rate), options, rate=rate, workers=options.processes))
    print_object(**vars(options), figures=show(found, measure.STREAM_COLUMNS))


def _one(options: argparse.Namespace, rate: float) -> Callable[[str, Served], dict[str, Row]]:
    def one(name: str, served: Served) -> dict[str, Row]:
        setting = {"number": options.streams, "tokens": options.tokens, "within": options.within}
        return {
            f"{options.streams} streams at {rate:g}/s": measure.streams(
                served, limit=options.limit, **setting
            )
        }

    return one


if __name__ == "__main__":
    main()
