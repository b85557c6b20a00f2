"""What a model is given of an article: where it stands, and its first words."""

from genkan.knowledge.index import ArticleRecord, IndexedDocument
from genkan.knowledge.vectors.plan import VectorPlan


def text_of(document: IndexedDocument, article: ArticleRecord, *, plan: VectorPlan) -> str:
    """Title, chapters, number and caption of the article before its text, cut at the characters of the plan."""
    caption = f"（{article.caption}）" if article.caption else ""
    place = " ".join(part for part in (document.title, *article.headings, article.label + caption) if part)
    return plan.text_prefix + f"{place}\n{article.text}"[: plan.characters]
