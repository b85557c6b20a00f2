"""The work of 翻訳."""

import asyncio
from collections import Counter

from genkan.apps.app import App
from genkan.apps.built_in.markdown import escaped_table
from genkan.apps.built_in.sentences import paragraphs_of
from genkan.apps.built_in.translation.paragraphs import check_paragraphs
from genkan.apps.built_in.translation.quantities import check_quantities
from genkan.apps.built_in.translation.terms import Term, Terms, check_terms, read_terms, terms_in
from genkan.apps.output import Check, Output
from genkan.apps.program import Program, Workbench
from genkan.apps.prompted import by_part, file_notices, given_text, texts_of
from genkan.apps.reading import Part

WITHOUT_MODEL = (
    "モデルを選ばずに実行したため、翻訳していません。モデルを選ぶと、段落ごとに翻訳し、用語集の訳語、数値、段落の対応を点検します。"
    "訳文がある場合は「点検する訳文」に入力すると、モデルがなくても点検できます。"
)
CHECKED_ONLY = (
    "入力された訳文を点検しました。翻訳はしていません。モデルを選ぶと、訳文の欄を空にして翻訳できます。"
)


def translation(app: App) -> Program:
    """Translate, or check a translation that was given, or list the terms to be kept in mind."""

    async def work(bench: Workbench) -> Output:
        source = given_text(bench, app, "text", "documents")
        texts = texts_of(bench)
        own = read_terms("\n".join(texts.get(key, "") for key in ("terms", "terms_file")))
        kept = read_terms(await bench.terms(bench.values.get("direction", "ja-en")))
        terms = own.over(kept)
        notices = (*file_notices(bench), *_of_the_office(source, kept), *terms.notices)
        given = texts.get("translated", "")
        if given.strip():
            checks = await _checks(bench, source, given, terms)
            return Output(given, checks=checks, notices=(*notices, CHECKED_ONLY))
        if not bench.has_model:
            text = await asyncio.to_thread(_preparation, source, terms)
            return Output(text, notices=(*notices, WITHOUT_MODEL))
        return await _translated(bench, app, source, terms, notices)

    return work


def _of_the_office(source: str, kept: Terms) -> tuple[str, ...]:
    """That the list of the office was used, and how many of its terms stand in the source."""
    if not kept.listed:
        return ()
    found = len(terms_in(source, kept.listed))
    return (f"職場の用語集（{len(kept.listed):,}語）を使いました。原文に現れる語は{found:,}語です。",)


async def _translated(
    bench: Workbench, app: App, source: str, terms: Terms, notices: tuple[str, ...]
) -> Output:
    def listed(part: Part) -> dict[str, object]:
        return {"terms": _pairs(terms_in(part.text, terms.listed))}

    parts = await by_part(bench, app, source, doing="翻訳しています", values=listed)
    checks = await _checks(bench, source, parts.text, terms)
    return Output(parts.text, checks=checks, notices=(*notices, *parts.notices))


async def _checks(bench: Workbench, source: str, text: str, terms: Terms) -> tuple[Check, ...]:
    target = bench.values.get("direction", "ja-en").partition("-")[2]
    return await asyncio.to_thread(
        lambda: (
            check_terms(source, text, terms.listed),
            check_quantities(source, text),
            check_paragraphs(source, text, target=target),
        )
    )


def _pairs(terms: tuple[Term, ...]) -> str:
    return "\n".join(f"- {term.source} → {term.target}" for term in terms)


def _preparation(source: str, terms: Terms) -> str:
    """What a translator has to know before the work: how much there is, and which listed terms are in it."""
    found = terms_in(source, terms.listed)
    counts = Counter({term: source.count(term.source) for term in found})
    rows = [(term.source, term.target, f"{counts[term]}回") for term in found]
    told = escaped_table(("原語", "訳語", "現れる回数"), rows) if rows else "用語集の語は、原文にありません。"
    size = f"原文は{len(paragraphs_of(source)):,}段落、{len(source):,}文字です。"
    return f"## 原文\n\n{size}\n\n## 用語集の語\n\n{told}"
