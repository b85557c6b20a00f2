"""The indices and aliases of the twin, and what its REST API does to them."""

import json
import re
from collections.abc import Callable
from fnmatch import fnmatch

from tests.knowledge.engines.twin.analysis import analysers_of
from tests.knowledge.engines.twin.evaluating import Evaluator
from tests.knowledge.engines.twin.holdings import Index
from tests.knowledge.engines.twin.mapping import mapping_of
from tests.knowledge.engines.twin.refusal import Refusal, refuse
from tests.knowledge.engines.twin.searching import search, source_of

Answer = tuple[int, object]
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,254}")
_TERM = 1


class Cluster:
    """Everything that one server holds; of what comes in bulk, it refuses the next ``refusing`` documents as too many."""

    def __init__(self, *, version: str) -> None:
        self.version = version
        self.indices: dict[str, Index] = {}
        self.aliases: dict[str, str] = {}
        self.refusing = 0
        self.tokenizers = {"kuromoji_tokenizer", "whitespace"}
        self._routes: list[tuple[str, re.Pattern[str], Callable[..., Answer], set[str]]] = [
            ("GET", re.compile(r"/"), self._greet, set()),
            ("POST", re.compile(r"/_bulk"), self._bulk, set()),
            ("POST", re.compile(r"/_aliases"), self._set_aliases, set()),
            ("POST", re.compile(r"/_analyze"), self._analyze, set()),
            ("GET", re.compile(r"/([^/]+)/_alias"), self._get_aliases, {"expand_wildcards"}),
            ("PUT", re.compile(r"/([^/_][^/]*)"), self._create, set()),
            ("DELETE", re.compile(r"/([^/_][^/]*)"), self._delete_index, {"ignore_unavailable"}),
            ("POST", re.compile(r"/([^/]+)/_refresh"), self._refresh, set()),
            ("POST", re.compile(r"/([^/]+)/_search"), self._search, {"search_type"}),
            ("POST", re.compile(r"/([^/]+)/_count"), self._count, set()),
            ("POST", re.compile(r"/([^/]+)/_mget"), self._mget, {"_source_includes"}),
            (
                "POST",
                re.compile(r"/([^/]+)/_delete_by_query"),
                self._delete_by_query,
                {"conflicts", "refresh"},
            ),
            ("GET", re.compile(r"/([^/]+)/_doc/([^/]+)"), self._get, {"_source_includes"}),
            ("PUT", re.compile(r"/([^/]+)/_doc/([^/]+)"), self._put, {"if_seq_no", "if_primary_term"}),
            ("PUT", re.compile(r"/([^/]+)/_create/([^/]+)"), self._put_new, set()),
            ("DELETE", re.compile(r"/([^/]+)/_doc/([^/]+)"), self._delete, {"if_seq_no", "if_primary_term"}),
        ]

    def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> Answer:
        """The status and body of the answer to one request."""
        for verb, pattern, deed, known in self._routes:
            match = pattern.fullmatch(path)
            if match and verb == method:
                for unknown in query.keys() - known:
                    raise refuse(
                        "illegal_argument_exception",
                        f"request [{path}] contains unrecognized parameter: [{unknown}]",
                    )
                return deed(*match.groups(), query=query, body=body)
        raise refuse(
            "illegal_argument_exception",
            f"no handler found for uri [{path}] and method [{method}]",
            status=405,
        )

    def index(self, name: str) -> Index:
        """An index by its name or alias."""
        found = self.indices.get(self.aliases.get(name, name))
        if found is None:
            raise refuse("index_not_found_exception", f"no such index [{name}]", status=404)
        return found

    def _greet(self, *, query: dict[str, str], body: bytes) -> Answer:
        return 200, {"name": "twin", "version": {"distribution": "opensearch", "number": self.version}}

    def _create(self, name: str, *, query: dict[str, str], body: bytes) -> Answer:
        if not _NAME.fullmatch(name):
            raise refuse("invalid_index_name_exception", f"Invalid index name [{name}], must be lowercase")
        if name in self.indices or name in self.aliases:
            raise refuse("resource_already_exists_exception", f"index [{name}] already exists")
        self.indices[name] = Index(name, mapping_of(_json(body)))
        return 200, {"acknowledged": True, "shards_acknowledged": True, "index": name}

    def _delete_index(self, name: str, *, query: dict[str, str], body: bytes) -> Answer:
        if name in self.aliases:
            raise refuse("illegal_argument_exception", f"The provided expression [{name}] matches an alias")
        index = self.index(name)
        del self.indices[index.name]
        self.aliases = {alias: held for alias, held in self.aliases.items() if held != index.name}
        return 200, {"acknowledged": True}

    def _analyze(self, *, query: dict[str, str], body: bytes) -> Answer:
        given = _json(body)
        if given["tokenizer"] not in self.tokenizers:
            raise refuse(
                "illegal_argument_exception", f"failed to find global tokenizer under [{given['tokenizer']}]"
            )
        cut = analysers_of({"analyzer": {"asked": {"tokenizer": given["tokenizer"]}}})["asked"]
        return 200, {"tokens": [{"token": token} for token in cut(given["text"])]}

    def _set_aliases(self, *, query: dict[str, str], body: bytes) -> Answer:
        """All of the actions or none."""
        after = dict(self.aliases)
        for action in _json(body)["actions"]:
            kind, given = next(iter(action.items()))
            if kind == "add":
                after[given["alias"]] = self.index(given["index"]).name
            elif kind == "remove":
                if after.get(given["alias"]) != given["index"]:
                    raise refuse(
                        "aliases_not_found_exception", f"aliases [{given['alias']}] missing", status=404
                    )
                del after[given["alias"]]
            else:
                raise refuse("parsing_exception", f"[aliases] unknown field [{kind}]")
        self.aliases = after
        return 200, {"acknowledged": True}

    def _get_aliases(self, pattern: str, *, query: dict[str, str], body: bytes) -> Answer:
        names = [name for name in self.indices if fnmatch(name, pattern)]
        held = {name: [alias for alias, index in self.aliases.items() if index == name] for name in names}
        return 200, {name: {"aliases": {alias: {} for alias in aliases}} for name, aliases in held.items()}

    def _refresh(self, name: str, *, query: dict[str, str], body: bytes) -> Answer:
        self.index(name).refresh()
        return 200, {"_shards": {"total": 1, "successful": 1, "failed": 0}}

    def _search(self, name: str, *, query: dict[str, str], body: bytes) -> Answer:
        if query.get("search_type", "dfs_query_then_fetch") not in {
            "query_then_fetch",
            "dfs_query_then_fetch",
        }:
            raise refuse("illegal_argument_exception", f"No search type for [{query['search_type']}]")
        return 200, search(self.index(name), _json(body), legacy=int(self.version.split(".")[0]) < 3)

    def _count(self, name: str, *, query: dict[str, str], body: bytes) -> Answer:
        found = Evaluator(self.index(name), legacy=False).evaluate(
            _json(body).get("query", {"match_all": {}})
        )
        return 200, {"count": len(found)}

    def _delete_by_query(self, name: str, *, query: dict[str, str], body: bytes) -> Answer:
        index = self.index(name)
        found = list(Evaluator(index, legacy=False).evaluate(_json(body)["query"]))
        for one in found:
            index.delete(one)
        if query.get("refresh") == "true":
            index.refresh()
        return 200, {"deleted": len(found), "version_conflicts": 0, "failures": []}

    def _mget(self, name: str, *, query: dict[str, str], body: bytes) -> Answer:
        index, ids = self.index(name), _json(body)["ids"]
        return 200, {"docs": [self._found(index, str(one), query) for one in ids]}

    def _get(self, name: str, one: str, *, query: dict[str, str], body: bytes) -> Answer:
        found = self._found(self.index(name), one, query)
        return (200 if found["found"] else 404), found

    def _found(self, index: Index, one: str, query: dict[str, str]) -> dict[str, object]:
        stored = index.documents.get(one)
        if stored is None:
            return {"_index": index.name, "_id": one, "found": False}
        wanted = query["_source_includes"].split(",") if "_source_includes" in query else True
        place = {
            "_index": index.name,
            "_id": one,
            "found": True,
            "_seq_no": stored.number,
            "_primary_term": _TERM,
        }
        return {**place, "_source": source_of(stored.source, wanted)}

    def _put(
        self, name: str, one: str, *, query: dict[str, str], body: bytes, create: bool = False
    ) -> Answer:
        index = self.index(name)
        stored = index.write(one, _json(body), create=create, at=_expected(query))
        return 201, {"_index": index.name, "_id": one, "_seq_no": stored.number, "_primary_term": _TERM}

    def _put_new(self, name: str, one: str, *, query: dict[str, str], body: bytes) -> Answer:
        return self._put(name, one, query=query, body=body, create=True)

    def _delete(self, name: str, one: str, *, query: dict[str, str], body: bytes) -> Answer:
        there = self.index(name).delete(one, at=_expected(query))
        return (200 if there else 404), {"_id": one, "result": "deleted" if there else "not_found"}

    def _bulk(self, *, query: dict[str, str], body: bytes) -> Answer:
        if not body.endswith(b"\n"):
            raise refuse(
                "illegal_argument_exception", "The bulk request must be terminated by a newline [\\n]"
            )
        lines = iter(body.decode().split("\n")[:-1])
        items = [self._item(json.loads(line), json.loads(next(lines))) for line in lines]
        return 200, {
            "took": 1,
            "errors": any("error" in next(iter(each.values())) for each in items),
            "items": items,
        }

    def _make_room(self) -> None:
        if self.refusing:
            self.refusing -= 1
            raise refuse(
                "rejected_execution_exception", "rejected execution of primary operation", status=429
            )

    def _item(
        self, action: dict[str, dict[str, str]], source: dict[str, object]
    ) -> dict[str, dict[str, object]]:
        kind, place = next(iter(action.items()))
        if kind != "index":
            raise refuse(
                "illegal_argument_exception", f"this twin only knows [index] in a bulk, not [{kind}]"
            )
        try:
            self._make_room()
            stored = self.index(place["_index"]).write(place["_id"], source)
        except Refusal as refusal:
            return {
                "index": {
                    **place,
                    "status": refusal.status,
                    "error": {"type": refusal.kind, "reason": refusal.reason},
                }
            }
        return {"index": {**place, "status": 201, "_seq_no": stored.number}}


def _json(body: bytes) -> dict:
    try:
        return json.loads(body) if body else {}
    except ValueError as error:
        raise refuse("json_parse_exception", str(error)) from error


def _expected(query: dict[str, str]) -> int | None:
    if ("if_seq_no" in query) != ("if_primary_term" in query):
        raise refuse("action_request_validation_exception", "ifSeqNo is set, but primary term is [0]")
    if "if_seq_no" not in query:
        return None
    return int(query["if_seq_no"]) if query["if_primary_term"] == str(_TERM) else -1
