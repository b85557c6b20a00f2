"""One answer as templates draw it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from genkan.catalogue import Deployment
from genkan.gateway import Answer, AnswerState, Outcome, Progress, Source
from genkan.kit import shorten
from genkan.knowledge import CitationSummary, Examination, note_kept
from genkan.ui import mark as _
from genkan.workspace.conversation import Conversation
from genkan.workspace.feedback import Opinion, Reason
from genkan.workspace.pages.languages import Translate
from genkan.workspace.pages.marking import (
    draw_checked,
    failure_id,
    failure_note,
    reason_of,
    source_id,
)
from genkan.workspace.pages.refusal import JUDGE, REGENERATE, Refusal
from genkan.workspace.reading import TurnRecord

EXCERPT_LENGTH = 60

_WORDS = {
    None: (_("作成中"), "info"),
    Outcome.COMPLETED: (_("完了"), "success"),
    Outcome.REFUSED_BY_POLICY: (_("送信を中止"), "error"),
    Outcome.NOT_ADMITTED: (_("受付できず"), "warning"),
    Outcome.REFUSED_BY_ENDPOINT: (_("回答なし"), "warning"),
    Outcome.UNREACHABLE: (_("接続エラー"), "error"),
    Outcome.TIMED_OUT: (_("時間切れ"), "error"),
    Outcome.BROKEN: (_("途中で切断"), "error"),
    Outcome.TRUNCATED: (_("途中で終了"), "warning"),
    Outcome.STOPPED: (_("停止"), "neutral"),
    Outcome.SWITCHED_OFF: (_("運用による停止"), "warning"),
    Outcome.INTERRUPTED: (_("中断"), "warning"),
}
_WAITING = (_("順番待ち"), "neutral")
_MARKS = re.compile(r"^(?:[>*+#-]+\s+|[0-9]{1,3}[.)]\s+)+")
_REASONS = {
    Reason.INCORRECT: _("正確でない"),
    Reason.WRONG_SOURCE: _("出典が違う"),
    Reason.UNCLEAR: _("分かりにくい"),
    Reason.STYLE: _("文体が合わない"),
    Reason.OTHER: _("その他"),
}


@dataclass(frozen=True, kw_only=True)
class SourceCard:
    """A passage below an answer; ``id`` is where its citations lead. ``is_recognised``: it was read from a picture."""

    id: str
    number: int
    label: str
    excerpt: str
    text: str
    href: str
    is_recognised: bool


@dataclass(frozen=True, kw_only=True)
class SearchView:
    """How the sources were found: the day whose law was searched, where that is known, and whether no source promised to answer.

    ``plan`` says what became of the question that a model was to put in other words for the search, empty where none was.
    """

    plan: str
    on: date | None
    is_doubtful: bool


@dataclass(frozen=True, kw_only=True)
class FailureLine:
    """A citation that could not be confirmed: 「※1」 as in the text, 「[2]」 or the words, why, and the claim."""

    id: str
    note: str
    mark: str
    sentence: str
    claim: str


@dataclass(frozen=True, kw_only=True)
class CheckView:
    """The sum of the check."""

    verified: int
    failures: tuple[FailureLine, ...]
    summary: CitationSummary


@dataclass(frozen=True, kw_only=True)
class VersionsView:
    """Which of the answers to the question this is, and the pages with its neighbours."""

    number: int
    total: int
    previous: str
    next: str


@dataclass(frozen=True, kw_only=True)
class JudgementView:
    """What the person thought of the answer, and the form to say more."""

    opinion: Opinion | None
    reasons: tuple[tuple[str, str], ...]
    asks_reasons: bool
    comment: str
    comment_error: str


@dataclass(frozen=True, kw_only=True)
class AnswerView:
    """An answer with everything around it; ``elapsed`` in seconds, ``name`` the id of its element.

    ``badge`` is how far it is and the kind of the badge. It ``speaks`` where it has a text or may still get one; ``line`` is its place in the line for its model, 0 where
    it does not stand there.
    """

    id: str
    name: str
    turn_id: str
    address: str
    badge: tuple[str, str]
    line: int
    ended: bool
    refused: bool
    speaks: bool
    elapsed: float
    model: str
    searched: bool
    text: str
    html: Markup
    notice: str
    sentence: str
    next_step: str
    sources: tuple[SourceCard, ...]
    search: SearchView
    check: CheckView | None
    versions: VersionsView
    judgement: JudgementView
    may_regenerate: bool
    regenerate_error: str
    deployment_id: str
    deployments: tuple[tuple[str, str], ...]
    is_blind: bool


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What a page is drawn with: all deployments by id, those that may be chosen, a form that came back, and now.

    ``place_in_line`` gives the place of an answer in the line for its model.
    """

    conversation: Conversation
    deployments: Mapping[str, Deployment]
    options: tuple[tuple[str, str], ...]
    now: datetime
    translate: Translate
    place_in_line: Callable[[Answer], int]
    refusal: Refusal | None = None


def draw_answer(
    record: TurnRecord, answer: Answer, check: Examination | None, *, around: Surroundings, last: bool
) -> AnswerView:
    """The view of the answer that a turn shows; ``check`` once it ended, ``last`` where it may be written anew."""
    line = 0 if answer.ended else around.place_in_line(answer)
    return AnswerView(
        id=answer.id,
        name=f"answer-{answer.id}",
        turn_id=record.turn.id,
        address=f"/chat/{around.conversation.id}",
        badge=words_of(answer, line=line),
        line=line,
        ended=answer.ended,
        refused=answer.outcome is Outcome.REFUSED_BY_POLICY,
        speaks=not answer.ended or bool(answer.text),
        elapsed=elapsed_seconds(answer, around.now),
        model=_model(answer, around),
        searched=around.conversation.choices.searches,
        text=answer.text,
        html=draw_checked(answer, check, translate=around.translate) if check else Markup(),
        notice=answer.notice,
        sentence=answer.sentence,
        next_step=answer.next_step,
        sources=tuple(_card(answer, source) for source in answer.sources),
        search=_search_view(answer, around.translate),
        check=_check_view(answer, check, around.translate) if check else None,
        versions=_versions(record, around),
        judgement=_judgement(record, around),
        may_regenerate=last and answer.ended,
        regenerate_error=_regenerate_error(record, around),
        deployment_id=answer.deployment_id,
        deployments=() if record.is_blind else around.options,
        is_blind=record.is_blind,
    )


def _model(answer: Answer, around: Surroundings) -> str:
    deployment = around.deployments.get(answer.deployment_id)
    return deployment.title if deployment else ""


def words_of(answer: Answer | Progress, *, line: int) -> tuple[str, str]:
    """How far an answer is in a Japanese word, and the kind of its badge; ``line`` is its place, 0 once served."""
    waits = line > 0 or answer.state is AnswerState.WAITING
    return _WAITING if waits else _WORDS[answer.outcome]


def elapsed_seconds(answer: Answer, now: datetime) -> float:
    """Seconds from the question to the end of the answer, or until now."""
    return max(0.0, ((answer.ended_at or now) - answer.asked_at).total_seconds())


def _card(answer: Answer, source: Source) -> SourceCard:
    return SourceCard(
        id=source_id(answer.id, source.number),
        number=source.number,
        label=source.label,
        excerpt=shorten(source.text, length=EXCERPT_LENGTH),
        text=source.text,
        href=source.anchor,
        is_recognised=note_kept(source.found).is_recognised,
    )


def _search_view(answer: Answer, translate: Translate) -> SearchView:
    note = note_kept(answer.sources[0].found if answer.sources else ())
    step = note.rewriting
    plan = translate(step.message).format_map(step.details) if step else ""
    return SearchView(plan=plan, on=note.on, is_doubtful=note.is_doubtful)


def _judgement(record: TurnRecord, around: Surroundings) -> JudgementView:
    """With a form that came back, or after a bare no, the reasons are asked for at once."""
    opinion = record.feedback.opinion if record.feedback else None
    refusal = around.refusal
    returned = refusal if refusal and refusal.concerns(JUDGE, record.shown.answer_id) else None
    return JudgementView(
        opinion=opinion,
        reasons=tuple((str(reason), around.translate(words)) for reason, words in _REASONS.items()),
        asks_reasons=returned is not None or (opinion is not None and _is_bare_no(opinion)),
        comment=returned.typed if returned else (opinion.comment if opinion else ""),
        comment_error=returned.error if returned else "",
    )


def _is_bare_no(opinion: Opinion) -> bool:
    return not opinion.helpful and not opinion.reasons and not opinion.comment


def _regenerate_error(record: TurnRecord, around: Surroundings) -> str:
    """Why the answer could not be written anew, where that form came back."""
    refusal = around.refusal
    return refusal.error if refusal and refusal.concerns(REGENERATE, record.turn.id) else ""


def _versions(record: TurnRecord, around: Surroundings) -> VersionsView:
    number = record.versions.index(record.shown) + 1
    return VersionsView(
        number=number,
        total=len(record.versions),
        previous=_version_address(record, around, number - 1),
        next=_version_address(record, around, number + 1),
    )


def _version_address(record: TurnRecord, around: Surroundings, number: int) -> str:
    """The page with another answer of the turn, or nothing where there is none."""
    if not 1 <= number <= len(record.versions):
        return ""
    answer_id = record.versions[number - 1].answer_id
    return f"/chat/{around.conversation.id}?answer={answer_id}#answer-{answer_id}"


def _check_view(answer: Answer, check: Examination, translate: Translate) -> CheckView | None:
    if not check.summary.total:
        return None
    lines = tuple(
        FailureLine(
            id=failure_id(answer.id, number),
            note=failure_note(number),
            mark=f"[{failure.number}]" if failure.number is not None else failure.reference,
            sentence=reason_of(failure, translate),
            claim=_MARKS.sub("", failure.claim),
        )
        for number, failure in enumerate(check.failures, start=1)
    )
    return CheckView(verified=check.summary.verified, failures=lines, summary=check.summary)
