"""The generations of indices in a cluster: each build from scratch has its own, and aliases name the one in force."""

from genkan.knowledge.opensearch.mapping import (
    Indices,
    aliases,
    articles_index,
    indices,
    passages_index,
    state_index,
)
from genkan.knowledge.opensearch.queries import Span, spans
from genkan.knowledge.opensearch.server import Json, Server

_SPANS_AT_ONCE = 500


def make_generation(server: Server, generation: str) -> Indices:
    """Empty indices to build in; no search sees them."""
    made = indices(server.prefix, generation)
    for name, body in zip(made, (passages_index(), articles_index(), state_index()), strict=True):
        server.make_index(name, body)
    return made


def put_generation_in_force(server: Server, generation: str) -> None:
    """Let the aliases name the indices of a generation, all in one step."""
    names, held = aliases(server.prefix), _held(server)
    removed = [
        {"remove": {"index": index, "alias": alias}}
        for index, own in held.items()
        for alias in names
        if alias in own
    ]
    new = indices(server.prefix, generation)
    added = [{"add": {"index": index, "alias": alias}} for index, alias in zip(new, names, strict=True)]
    server.post("/_aliases", {"actions": [*removed, *added]})


def remove_others(server: Server) -> None:
    """Delete the indices that no alias names: what a killed build left, and what the last swap put out of force."""
    for index, own in _held(server).items():
        if not own:
            server.delete(f"/{index}")


def remove_entries(server: Server, names: Indices, *, beyond: int, retired: tuple[Span, ...]) -> None:
    """Delete entries that are in no build: those a killed build wrote, and those that were retired."""
    gone: list[Json] = [{"range": {"ordinal": {"gte": beyond}}}, *spans(retired)]
    for index in (names.passages, names.articles):
        server.post(f"/{index}/_refresh")
        for start in range(0, len(gone), _SPANS_AT_ONCE):
            any_of: Json = {
                "bool": {"should": gone[start : start + _SPANS_AT_ONCE], "minimum_should_match": 1}
            }
            query = {"conflicts": "proceed", "refresh": "true"}
            server.post(f"/{index}/_delete_by_query", {"query": any_of}, query)


def _held(server: Server) -> dict[str, set[str]]:
    """The indices of all generations with their aliases."""
    found = server.get(f"/{server.prefix}-*/_alias").body
    beginnings = tuple(f"{alias}-" for alias in aliases(server.prefix))
    return {index: set(each["aliases"]) for index, each in found.items() if index.startswith(beginnings)}
