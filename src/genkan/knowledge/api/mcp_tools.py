"""The tools of the MCP server. Only :mod:`mcp_door` imports this, at the first call: the SDK takes its time."""

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)

from genkan import __version__
from genkan.kit import Clock, Problem, new_id
from genkan.knowledge.api.errors import McpFailed, ToolUnknown
from genkan.knowledge.api.tool_words import TOOL_WORDS, ToolWords
from genkan.knowledge.desk import ArticleNotNamed, Caller, DayWish, Desk, Door, RequestUnclear, WordsMissing
from genkan.knowledge.desk.schemas import schema_of
from genkan.knowledge.desk.shapes import Shape, article_shape, check_shape, search_shape, versions_shape
from genkan.knowledge.desk.wish import (
    Given,
    day_in,
    known_only,
    read_check_wish,
    read_search_wish,
    text_in,
    truth_in,
)
from genkan.storage import problem_of

logger = logging.getLogger(__name__)
Wish = TypeVar("Wish")
_NAMES_OF_CHECK = {"text": "text", "collections": "collection", "on": "on"}
_NAMES_OF_SEARCH = {
    "query": "q",
    "collections": "collection",
    "kinds": "kind",
    "document_id": "document",
    "limit": "limit",
    "offset": "offset",
    "on": "on",
    "every_version": "every_version",
}
Context = ServerRequestContext[Any, Any]
Run = Callable[[Caller, Given], Awaitable[Shape]]
Explain = Callable[[Problem], tuple[str, str]]
INSTRUCTIONS = (
    "日本の法令と規程を、指定した日に施行されている条文で検索・閲覧し、文章中の引用を確認します。"
    "条文を引用する前にread_articleで本文を読み、回答を出す前にcheck_citationsで引用を確認してください。 / "
    "Search and read Japanese laws and regulations as in force on a day, and check the citations of a text. "
    "Read an article with read_article before you cite it, and check your text with check_citations."
)


@dataclass(frozen=True)
class McpTools:
    """What models may do at the desk, each call for the caller whose key came with its request."""

    desk: Desk
    clock: Clock
    explain: Explain
    caller_of: Callable[[Any], Caller]

    def manager(self) -> StreamableHTTPSessionManager:
        """The server of the protocol behind HTTP; it remembers nothing between calls."""
        server: Server[Any] = Server(
            "genkan",
            title="Genkan 法令・規程",
            version=__version__,
            instructions=INSTRUCTIONS,
            on_list_tools=self.list_tools,
            on_call_tool=self.call,
        )
        return StreamableHTTPSessionManager(server, json_response=True, stateless=True)

    async def list_tools(self, _context: Context, _params: PaginatedRequestParams | None) -> ListToolsResult:
        """Every tool with the schemas of what it takes and gives."""
        return ListToolsResult(tools=[_tool(words) for words in TOOL_WORDS])

    async def call(self, context: Context, params: CallToolRequestParams) -> CallToolResult:
        """Run a tool; a problem becomes an answer that the model can read and mend."""
        run = self._runs().get(params.name)
        if run is None:
            return self._failure(ToolUnknown(name=params.name[:50]))
        try:
            return _result(await run(self.caller_of(context.request), params.arguments or {}))
        except Exception as error:  # noqa: BLE001 - the model is told by the answer, the operator by the log
            return self._failure(error)

    def _runs(self) -> dict[str, Run]:
        return {
            "search_laws": self._search,
            "read_article": self._read,
            "list_versions": self._versions,
            "check_citations": self._check,
        }

    async def _search(self, caller: Caller, given: Given) -> Shape:
        wish = _read(given, _NAMES_OF_SEARCH, read_search_wish)
        found = await self.desk.search(caller, wish, door=Door.MCP)
        return search_shape(found.result, on=self.desk.day(wish.on), next_offset=found.next_offset)

    async def _read(self, caller: Caller, given: Given) -> Shape:
        known_only(given, {"citation", "document_id", "anchor", "on", "every_version"})
        wish = DayWish(day_in(given), truth_in(given, "every_version"))
        document_id, anchor = text_in(given, "document_id"), text_in(given, "anchor")
        if document_id and anchor:
            page = await self.desk.article(caller, document_id, anchor, wish, door=Door.MCP)
        elif citation := text_in(given, "citation").strip():
            page = await self.desk.article_named(caller, citation, wish, door=Door.MCP)
        else:
            raise ArticleNotNamed
        return article_shape(page, on=self.desk.day(wish.on))

    async def _versions(self, caller: Caller, given: Given) -> Shape:
        known_only(given, {"document_id", "on"})
        on = day_in(given)
        document = await self.desk.versions(caller, text_in(given, "document_id"), door=Door.MCP)
        return versions_shape(document, on=self.desk.day(on))

    async def _check(self, caller: Caller, given: Given) -> Shape:
        wish = _read(given, _NAMES_OF_CHECK, read_check_wish)
        return check_shape(await self.desk.check(caller, wish, door=Door.MCP))

    def _failure(self, error: Exception) -> CallToolResult:
        problem = error if isinstance(error, Problem) else problem_of(error)
        if problem is None:
            problem = McpFailed(reference=new_id(self.clock))
            logger.error("An MCP tool failed: %s", problem, exc_info=error)
        return CallToolResult(content=[TextContent(text="\n".join(self.explain(problem)))], is_error=True)


def _read(given: Given, names: Mapping[str, str], read: Callable[[Given], Wish]) -> Wish:
    """A wish; ``names`` are the tool's arguments with the names that the API has for them.

    Raises what ``read`` raises, with the name that the model knows.
    """
    known_only(given, names)
    try:
        return read({names[name]: value for name, value in given.items()})
    except (RequestUnclear, WordsMissing) as problem:
        named, _, value = str(problem.details["name"]).partition("=")
        own = next((name for name, of_api in names.items() if of_api == named), named)
        details = {**problem.details, "name": f"{own}={value}" if value else own}
        raise type(problem)(**details) from problem


def _tool(words: ToolWords) -> Tool:
    return Tool(
        name=words.name,
        title=words.title,
        description=words.description,
        input_schema=words.input_schema,
        output_schema=schema_of(words.gives),
        annotations=ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
    )


def _result(shape: Shape) -> CallToolResult:
    """The shape as itself, and as text for clients that know no structured content."""
    text = json.dumps(shape, ensure_ascii=False)
    return CallToolResult(content=[TextContent(text=text)], structured_content=shape)
