"""The offline answerer: it only quotes what search found. Not a language model, and every answer says so."""

import asyncio
from collections.abc import AsyncGenerator, Iterator, Sequence
from itertools import groupby

from genkan.providers.events import Endpoint, Finished, ProviderEvent, Source, SpeakRequest, TextDelta
from genkan.providers.naming import Named, named_article, quoted
from genkan.providers.quotation import Quotation, choose

LABEL = "抽出回答（生成AIではありません）"
_NO_SOURCES = (
    "この回答方法は、検索で見つかった資料から関係する文を抜き出すだけで、文章を作りません。"
    "今回は、抜き出す資料がありませんでした。\n\n"
    "検索を使わずに質問したときは、検索を有効にして、対象の資料を選んでください。"
    "検索を使ったときは、規程で使われている言葉に言い換えて、もう一度お尋ねください。"
)
_NOTHING_FITS = (
    "お尋ねの内容に答える規定は、選択した資料からは見つかりませんでした。\n\n"
    "規程で使われている言葉に言い換えるか、対象とする資料を増やして、もう一度お尋ねください。"
    "急ぐときは、その事務を所管する課に確認してください。"
)
_NEAREST = "検索では、次の規定が近いものとして見つかっています（お尋ねの答えとは限りません）。"
_BREADTHS = {"brief": (1, 2), "broad": (3, 5)}
_PIECE = 6


class Extract:
    """Answers with quotations; ``pause`` is the seconds between two pieces of an answer that somebody watches.

    The parameter ``breadth`` is ``"brief"`` (one source, two quotations at most; the default) or ``"broad"``
    (three sources, five quotations at most, each source with a heading).
    """

    def __init__(self, *, pause: float = 0.02) -> None:
        self._pause = pause

    async def speak(self, endpoint: Endpoint, request: SpeakRequest) -> AsyncGenerator[ProviderEvent, None]:
        """See :class:`~genkan.providers.events.Provider`; asks no endpoint."""
        parameters = {**endpoint.parameters, **request.parameters}
        answer = compose(
            _question(request), sources=request.sources, broad=parameters.get("breadth") == "broad"
        )
        for piece in _pieces(answer):
            yield TextDelta(piece)
            await asyncio.sleep(self._pause if request.watched else 0)
        yield Finished("stop")


def compose(question: str, *, sources: Sequence[Source], broad: bool) -> str:
    """The whole answer in Markdown, with quotations as 「…」[n]; of an article that the question names, only that."""
    named = named_article(question, sources)
    if named is not None:
        return f"{LABEL}\n\n{_of_named(question, named, broad=broad)}"
    most_sources, most_quotations = _BREADTHS["broad" if broad else "brief"]
    quotations = choose(question, sources=sources, most_sources=most_sources, most_quotations=most_quotations)
    return f"{LABEL}\n\n{_body(quotations, sources=sources, broad=broad)}"


def _of_named(question: str, named: Named, *, broad: bool) -> str:
    if named.is_deleted:
        return f"{named.source.label}は、削除されています。[{named.source.number}]"
    quotations = quoted(question, named, most=_BREADTHS["broad" if broad else "brief"][1])
    return _brief(quotations) if quotations else _nothing((named.source,))


def _body(quotations: Sequence[Quotation], *, sources: Sequence[Source], broad: bool) -> str:
    if not sources:
        return _NO_SOURCES
    if not quotations:
        return _nothing(sources[: _BREADTHS["broad" if broad else "brief"][0]])
    return _broad(quotations) if broad else _brief(quotations)


def _nothing(sources: Sequence[Source]) -> str:
    nearest = "\n".join(f"- {source.label}[{source.number}]" for source in sources)
    return f"{_NOTHING_FITS}\n\n{_NEAREST}\n\n{nearest}"


def _brief(quotations: Sequence[Quotation]) -> str:
    source = quotations[0].source
    quoted = "\n\n".join(_quote(quotation) for quotation in quotations)
    closing = f"詳しくは、{source.label}を確認してください。"
    return f"{source.label}は、次のように定めています。\n\n{quoted}\n\n{closing}"


def _broad(quotations: Sequence[Quotation]) -> str:
    groups = [list(group) for _, group in groupby(quotations, key=lambda quotation: quotation.source.number)]
    sections = "\n\n".join(_section(group) for group in groups)
    labels = "、".join(dict.fromkeys(group[0].source.label for group in groups))
    closing = f"併せて、{labels}の全文を確認してください。"
    return f"お尋ねの内容に関係する規定は、次のとおりです。\n\n{sections}\n\n{closing}"


def _section(group: Sequence[Quotation]) -> str:
    lines = "\n".join(f"- {_quote(quotation)}" for quotation in group)
    return f"**{group[0].source.label}**\n\n{lines}"


def _quote(quotation: Quotation) -> str:
    return f"「{quotation.text}」[{quotation.source.number}]"


def _question(request: SpeakRequest) -> str:
    spoken = [message.content for message in request.messages if message.role == "user"]
    return spoken[-1] if spoken else ""


def _pieces(text: str) -> Iterator[str]:
    for start in range(0, len(text), _PIECE):
        yield text[start : start + _PIECE]
