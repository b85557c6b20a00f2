"""What the tools of the MCP server are called, what they take, and how they tell a model what they are for."""

from dataclasses import dataclass
from typing import Any

from genkan.knowledge.desk.wish import LAST_HIT, LONGEST_QUERY, MOST_HITS, USUAL_HITS
from genkan.knowledge.parse import DocumentKind
from genkan.knowledge.proving import LONGEST_TEXT


@dataclass(frozen=True)
class ToolWords:
    """A tool; ``gives`` names the schema of its result. Descriptions are Japanese, then English."""

    name: str
    title: str
    description: str
    input_schema: dict[str, Any]
    gives: str


def _text(description: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": description, **more}


def _arguments(*required: str, **properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


_ON = _text(
    "基準日（例：2025-04-01、令和7年4月1日）。省略すると今日。 / The day whose law counts; today if left out."
)
_EVERY: dict[str, Any] = {
    "type": "boolean",
    "default": False,
    "description": "基準日に施行されていない版も含める。 / Also what is not in force on that day; it says so.",
}
_COLLECTIONS: dict[str, Any] = {
    "type": "array",
    "items": {"type": "string"},
    "description": "規程集の名称又は識別子。省略すると読める全て。 / Titles or ids of collections; all if left out.",
}
_DOCUMENT = _text("search_lawsの結果にあるdocument_id。 / The document_id of a result of search_laws.")

TOOL_WORDS = (
    ToolWords(
        "search_laws",
        "法令・規程の検索",
        "日本の法令と組織の規程から条文を検索します。法令名、略称、条番号（例：民法709条）、日常の言葉のいずれでも"
        "検索できます。基準日に施行されている条文だけを返します。is_confidentがfalseのときは、適切な条文が見つかって"
        "いないおそれがあります。 / Searches Japanese laws and the organisation's regulations by law name, abbreviation, "
        "article number or everyday words. Only what is in force on the day is returned. Where is_confident is false, "
        "no hit may be good.",
        _arguments(
            "query",
            query=_text("検索の言葉 / What to search for", maxLength=LONGEST_QUERY),
            collections=_COLLECTIONS,
            kinds={
                "type": "array",
                "items": {"enum": [kind.value for kind in DocumentKind]},
                "description": "文書の種別 / Kinds of documents",
            },
            document_id=_text("1つの文書の中だけを検索する。 / Search in this one document only."),
            limit={"type": "integer", "minimum": 1, "maximum": MOST_HITS, "default": USUAL_HITS},
            offset={"type": "integer", "minimum": 0, "maximum": LAST_HIT - 1, "default": 0},
            on=_ON,
            every_version=_EVERY,
        ),
        "Search",
    ),
    ToolWords(
        "read_article",
        "条文の閲覧",
        "条文の全文を、基準日に施行されている内容で返します。citationに「民法第七百九条」のように示すか、"
        "search_lawsの結果のdocument_idとanchorを指定してください。 / Gives the whole text of an article as in force on "
        "the day. Name it in citation, such as 民法第七百九条, or by document_id and anchor of a search result.",
        _arguments(
            citation=_text("法令名と条番号 / The law's name and the article's number", maxLength=200),
            document_id=_DOCUMENT,
            anchor=_text("search_lawsの結果にあるanchor。 / The anchor of a result of search_laws."),
            on=_ON,
            every_version=_EVERY,
        ),
        "Article",
    ),
    ToolWords(
        "list_versions",
        "版の一覧",
        "法令又は規程の全ての版と、それぞれの施行期間、基準日における状態を返します。 / Lists all versions of a law or "
        "regulation, when each is in force, and how it stands to the day.",
        _arguments("document_id", document_id=_DOCUMENT, on=_ON),
        "Versions",
    ),
    ToolWords(
        "check_citations",
        "引用の確認",
        "文章中の法令・規程の引用（条、項、号）が基準日に実在するか、引用された文言が条文と一致するかを確認します。"
        "文章は保存しません。 / Checks whether every article, paragraph and item that a text cites exists on the day, and "
        "whether quoted words stand there. The text is not kept.",
        _arguments(
            "text",
            text=_text("確認する文章 / The text to check", maxLength=LONGEST_TEXT),
            collections=_COLLECTIONS,
            on=_ON,
        ),
        "Checks",
    ),
)
