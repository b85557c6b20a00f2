"""What the gateway costs a plain request: ``uv run python benchmarks/gateway_requests.py [--rounds 3] [--seconds 4]``.

A model endpoint that answers at once is asked directly and through nginx (reverse proxy, one worker), LiteLLM's proxy
(one key, no database), a bare ASGI server and Genkan (key, policy, quota, metering and durable record on), one after the
other in each round, on 1, 32 and 256 connections. Processor time is that of the server's process tree, including what it
writes after the last answer. Figures are medians of the rounds with the smallest and the largest. The last line is one
JSON object. Only loopback is used; LiteLLM comes as packages of its own by uv and is left out where that fails.
"""

import argparse

from gateway.comparison import compare, options_of, show
from gateway.figures import Row, print_object
from gateway.processes import Served

from gateway import measure

COLUMNS = {
    "per_second": "requests/s",
    "cpu_per_1000": "CPU s per 1,000",
    "p50_ms": "p50 ms",
    "p99_ms": "p99 ms",
    "errors": "errors",
    "megabytes": "MB",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 32, 256])
    parser.add_argument("--seconds", type=float, default=4, help="of each load")
    parser.add_argument("--litellm-seconds", type=float, default=10, help="of each load on LiteLLM")
    options = options_of(parser, default="direct,nginx,floor,litellm,genkan")

    def one(name: str, served: Served) -> dict[str, Row]:
        seconds = options.litellm_seconds if name == "litellm" else options.seconds
        return {
            f"{number} connections": measure.requests(served, connections=number, seconds=seconds)
            for number in options.connections
        }

    found = compare(one, options, rate=20)
    print_object(**vars(options), figures=show(found, COLUMNS))


if __name__ == "__main__":
    main()
