"""What was found by collection, kind, ministry and document, and a search refined by it."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from genkan.knowledge import DocumentKind
from genkan.knowledge.search.narrowing import LawKind, Narrowing, kind_of_law, ministries_of
from genkan.knowledge.search.results import Facet, FacetKind, SearchResult
from tests.knowledge.conftest import KnowledgeRoom

# title, number, organisation, collection
REGULATIONS = [
    ("例示省行政文書管理規程", "令和七年例示省訓令第三号", "例示省", "省の規程集"),
    ("例示省文書取扱要領", "", "例示省", "省の規程集"),
    ("例示省窓口規則", "令和七年例示省規則第一号", "例示省", "省の規程集"),
    ("例示庁文書規程", "", "例示庁", "庁の規程集"),
    ("例示庁通達", "令和七年例示庁通達第二号", "例示庁", "庁の規程集"),
]
ARTICLES = "".join(
    f"#### 第{number}条（行政文書の保存{number}）\n\n行政文書の保存の期間について定める。\n\n"
    for number in range(1, 5)
)


def _text(title: str, number: str, organisation: str) -> str:
    return f"---\ntitle: {title}\nnumber: {number}\norganisation: {organisation}\n---\n{ARTICLES}"


def _refined(narrowing: Narrowing, facet: Facet) -> Narrowing:
    """The narrowing with a facet in the place of the one of its kind."""
    if facet.kind is FacetKind.KIND:
        return replace(narrowing, kinds=frozenset({LawKind(facet.value)}))
    fields = {"collection": "collections", "ministry": "ministries", "document": "documents"}
    return replace(narrowing, **{fields[facet.kind.value]: frozenset({facet.value})})


async def test_a_facet_counts_what_is_left_when_it_is_chosen(room: KnowledgeRoom) -> None:
    """Every chip of every search: its number is the number of articles that its search then gives."""
    shelves = {title: await room.collection(title) for title in ("省の規程集", "庁の規程集")}
    for place, (title, number, organisation, shelf) in enumerate(REGULATIONS):
        await room.load(shelves[shelf], **{f"r{place}": _text(title, number, organisation)})

    async def found(refinement: Narrowing) -> SearchResult:
        return await room.library.search(
            "行政文書の保存", collections=list(shelves.values()), refinement=refinement, limit=500
        )

    everything = await found(Narrowing())
    assert everything.total == len(everything.hits) == 20
    counts = {kind: sum(each.count for each in everything.facets_of(kind)) for kind in FacetKind}
    assert set(counts.values()) == {20}
    assert len(everything.facets_of(FacetKind.KIND)) == 5
    for first in everything.facets:
        refined = await found(_refined(Narrowing(), first))
        assert refined.total == len(refined.hits) == first.count, first
        for second in refined.facets:
            both = await found(_refined(_refined(Narrowing(), first), second))
            assert both.total == len(both.hits) == second.count, (first, second)


async def test_where_nothing_is_counted_there_is_no_number(room: KnowledgeRoom) -> None:
    shelf = await room.collection("省の規程集")
    await room.load(shelf, r=_text(*REGULATIONS[0][:3]))
    result = await room.library.search("行政文書", collections=[shelf])
    assert (result.total, result.facets, bool(result.hits)) == (None, (), True)


def _document(kind: DocumentKind, title: str, number: str = "", issuer: str = "") -> SimpleNamespace:
    return SimpleNamespace(id="d", collection_id="c", kind=kind, title=title, number=number, issuer=issuer)


LAW, REGULATION = DocumentKind.LAW, DocumentKind.REGULATION
# (document, its kind, its ministries)
KINDS = [
    (_document(LAW, "行政手続法", "平成五年法律第八十八号"), LawKind.ACT, ()),
    (_document(LAW, "日本国憲法", "昭和二十一年憲法"), LawKind.ACT, ()),
    (_document(LAW, "行政手続法施行令", "平成六年政令第二百六十五号"), LawKind.CABINET_ORDER, ()),
    (_document(LAW, "裁判事務心得", "明治八年太政官布告第百三号"), LawKind.CABINET_ORDER, ()),
    (
        _document(LAW, "規則", "平成十九年総務省・財務省令第一号"),
        LawKind.MINISTERIAL_ORDINANCE,
        ("総務省", "財務省"),
    ),
    (_document(LAW, "検査", "昭和二十二年会計検査院規則第三号"), LawKind.RULE, ("会計検査院",)),
    (_document(LAW, "人事", "昭和二十四年人事院規則一―一"), LawKind.RULE, ("人事院",)),
    (_document(REGULATION, "文書規程", "令和七年例示省訓令第三号", "例示省"), LawKind.DIRECTIVE, ("例示省",)),
    (_document(REGULATION, "情報公開条例", "平成13年例示市条例第5号"), LawKind.LOCAL_ORDINANCE, ()),
    (_document(REGULATION, "文書取扱要領"), LawKind.GUIDELINE, ()),
    (_document(REGULATION, "旅費規程"), LawKind.REGULATION, ()),
    (_document(REGULATION, "覚書"), LawKind.REGULATION, ()),
    (_document(DocumentKind.FAQ, "よくある質問"), LawKind.OTHER, ()),
]


@pytest.mark.parametrize(("document", "kind", "ministries"), KINDS)
def test_kinds_and_ministries(document, kind: LawKind, ministries: tuple[str, ...]) -> None:
    assert (kind_of_law(document), ministries_of(document)) == (kind, ministries)
    assert Narrowing(kinds=frozenset({kind})).allows(document)
    assert not Narrowing(kinds=frozenset(LawKind) - {kind}).allows(document)
    assert Narrowing(ministries=frozenset({"例示省"})).allows(document) is ("例示省" in ministries)
    assert Narrowing(documents=frozenset({"d"}), collections=frozenset({"c"})).allows(document)
    assert not Narrowing(documents=frozenset({"e"})).allows(document)
    assert not Narrowing(collections=frozenset({"d"})).allows(document)
    assert Narrowing(collections=frozenset({"d"})).without("collection").is_empty
