"""The peers side by side: rounds in turn, tables, and what Genkan costs in terms of each peer."""

import argparse
import resource
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import psutil

from gateway.figures import Figure, Row, print_table, ratio, summarise
from gateway.measure import warm
from gateway.peers import Peer, all_peers, present
from gateway.processes import PeerFailed, Served, upstream

Found = dict[str, dict[str, list[Row]]]
OURS = "genkan"


def options_of(parser: argparse.ArgumentParser, *, default: str) -> argparse.Namespace:
    """The options with those that all gateway benchmarks have."""
    parser.add_argument("--peers", default=default, help=f"of {','.join(all_peers('sqlite'))}")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite", help="of Genkan")
    return parser.parse_args()


def add_stream_options(parser: argparse.ArgumentParser, *, streams: int, tokens: int) -> None:
    """The options of the benchmarks with streams."""
    parser.add_argument("--streams", type=int, default=streams)
    parser.add_argument("--tokens", type=int, default=tokens, help="of one stream")
    parser.add_argument("--within", type=float, default=2, help="seconds in which the streams start")
    parser.add_argument("--limit", type=float, default=60, help="seconds for all streams")
    parser.add_argument("--litellm-limit", type=float, default=25, help="seconds for LiteLLM")


def compare(
    one: Callable[[str, Served], Mapping[str, Row]],
    options: argparse.Namespace,
    *,
    rate: float,
    workers: int = 1,
) -> Found:
    """The rows of every load, peer and round; each round starts with another peer."""
    _allow_many_connections()
    peers: dict[str, Peer] = present(options.peers.split(","), options.database)
    found: Found = {}
    with tempfile.TemporaryDirectory() as name, upstream(Path(name), rate=rate) as url:
        for number in range(options.rounds):
            for peer in _turned(list(peers), number):
                try:
                    rows = _rows(peer, peers[peer], Path(name), url, workers, one)
                except (PeerFailed, psutil.Error) as failure:
                    print(f"{peer} is left out: {failure}", file=sys.stderr)
                    del peers[peer]
                    continue
                for load, row in rows.items():
                    found.setdefault(load, {}).setdefault(peer, []).append(row)
    return _in_order(found, list(peers))


def _turned(names: list[str], by: int) -> list[str]:
    by %= max(1, len(names))
    return names[by:] + names[:by]


def _in_order(found: Found, names: list[str]) -> Found:
    return {load: {name: rows[name] for name in names if name in rows} for load, rows in found.items()}


def with_added(found: Found) -> Found:
    """With the time to the first token less that of the direct way in the same round."""
    for peers in found.values():
        for name, rows in peers.items():
            for row, direct in zip(rows, peers.get("direct", []), strict=False):
                if name != "direct":
                    row["added_p50_ms"] = row["first_p50_ms"] - direct["first_p50_ms"]
                    row["added_p99_ms"] = row["first_p99_ms"] - direct["first_p99_ms"]
    return found


def show(found: Found, columns: Mapping[str, str]) -> dict[str, object]:
    """Print a table for each load; the same as values for the last line."""
    titles = {name: peer.title for name, peer in all_peers("sqlite").items()}
    values: dict[str, object] = {}
    for load, peers in found.items():
        summaries = {name: summarise(rows) for name, rows in peers.items()}
        print(f"\n{load}")
        print_table(
            ["", *columns.values()],
            [[titles[name], *_cells(summary, columns)] for name, summary in summaries.items()],
        )
        values[load] = summaries | {"ratios": _show_ratios(peers, titles)}
    return values


def _rows(
    name: str,
    peer: Peer,
    folder: Path,
    url: str,
    workers: int,
    one: Callable[[str, Served], Mapping[str, Row]],
) -> Mapping[str, Row]:
    print(f"… {peer.title}", file=sys.stderr)
    with peer.serve(folder, url, workers=workers) as served:
        warm(served)
        return one(name, served)


def _cells(summary: Mapping[str, Figure], columns: Mapping[str, str]) -> list[str]:
    return [str(summary[name]) if name in summary else "–" for name in columns]


def _show_ratios(peers: Mapping[str, list[Row]], titles: Mapping[str, str]) -> dict[str, Figure]:
    """Processor time of Genkan in terms of each peer's, round by round."""
    ours = peers.get(OURS, [])
    others = {name: ratio(ours, rows, "cpu_per_1000") for name, rows in peers.items() if name != OURS}
    found = {name: figure for name, figure in others.items() if figure}
    for name, figure in found.items():
        print(f"processor time, Genkan to {titles[name]}: {figure}")
    return found


def _allow_many_connections() -> None:
    """As many open files as this machine permits; the servers inherit it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
