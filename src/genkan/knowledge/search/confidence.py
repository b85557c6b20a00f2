"""Whether there is a good answer at all, as far as scores and names say."""

import re
from collections.abc import Iterator, Sequence

from genkan.knowledge.question.question import Question
from genkan.knowledge.search.finding import Findings
from genkan.knowledge.search.results import Hit, StepKind
from genkan.knowledge.text.normalise import normalise

# Where the best passage holds less than this share of the question's words, there is mostly no answer;
# docs/decisions/0020-terms-and-doubt.md says how often that errs either way.
_LEAST_COVERAGE = 0.45
_ABSENT = {
    StepKind.NO_SUCH_ARTICLE,
    StepKind.ARTICLE_NOT_YET,
    StepKind.ARTICLE_ENDED,
    StepKind.NO_SUCH_TITLE,
}
_READ = {StepKind.READ_REFERENCE, StepKind.READ_TITLE, StepKind.READ_ARTICLE, StepKind.ARTICLE_DELETED}
_KIND = frozenset("法律条例")
_HIRAGANA = re.compile(r"[ぁ-ゖー]+")


def is_confident(
    findings: Sequence[Findings], *, question: Question, best: Hit | None, by_words: Sequence[Question] = ()
) -> bool:
    """Whether something was looked up, or the best passage holds enough of what the question is about.

    ``findings`` are those of the question and of its rewrite, which counts by what its passages hold alone, for a model
    may name any article; ``best`` is the first hit. Where the question asks for an article, a law or a place that is not
    there, what was found is about another one, however alike it reads. Where the hits were found ``by_words`` of these
    questions alone, the first must hold one, or the question must name a regulation: what no text holds is not counted
    in the coverage.
    """
    steps = {step.kind for step in findings[0].named.steps}
    if best is None or (steps & _ABSENT and not steps & _READ):
        return False
    if findings[0].named.articles:
        return True
    is_about = _is_of_its_places(question, best) and _is_of_its_laws(question, best)
    is_about = is_about and (not by_words or bool(question.names) or _holds_a_word(by_words, best))
    return is_about and any(found.coverage >= _LEAST_COVERAGE for found in findings)


def _is_of_its_places(question: Question, best: Hit) -> bool:
    """Whether the hit names every town and country that the question names."""
    written = _written(best)
    return all(place in written for place in question.places)


def _is_of_its_laws(question: Question, best: Hit) -> bool:
    """Whether what the question calls a law can be a short name of the hit's law: no character of it is new."""
    return all(set(law) - _KIND <= set(best.law_title) for law in question.unknown_laws)


def _holds_a_word(questions: Sequence[Question], best: Hit) -> bool:
    """Whether one of the telling words stands in the hit, as people or as laws write it; also where there are none."""
    words = [word for question in questions for word in _telling_words(question)]
    written = _written(best)
    if not words or any(word in written for word in words):
        return True
    text = normalise(written)
    return any(word in text for word in words)


def _telling_words(question: Question) -> Iterator[str]:
    for word in question.words:
        written = question.written.get(word, word)
        if len(word) > 1 and not _HIRAGANA.fullmatch(written):
            yield from (word, written)
    for reading in question.readings:
        yield from map(normalise, reading.legal)


def _written(hit: Hit) -> str:
    return "\n".join([hit.law_title, *hit.headings, hit.caption, hit.text])
