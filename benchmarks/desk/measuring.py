"""What the desk proposes for letters whose right answers are known, letter by letter."""

from collections.abc import Sequence
from dataclasses import dataclass

from desk.opening import Rules
from genkan.inquiry.answering import ConcernPassages, find_passages
from genkan.inquiry.sample import Addressee, AskedThing, SampleInquiry
from genkan.inquiry.sorting import Answered, Flag, propose, usual_topics


@dataclass(frozen=True)
class Outcome:
    """One letter: what was right (1 or 0); ``found`` says of each concern with an article whether it was among the first."""

    letter: SampleInquiry
    topic: float
    confidence: float
    office: float
    urgency: float
    split: tuple[float, ...]
    found: tuple[float, ...]
    flags: frozenset[Flag]
    no_rule: bool


async def outcome_of(letter: SampleInquiry, *, rules: Rules, past: Sequence[Answered] = ()) -> Outcome:
    """The letter sorted and searched for, beside what is right."""
    topics = usual_topics(is_city=letter.to is Addressee.CITY)
    proposal = propose(letter.text, topics=topics, past=past)
    best = proposal.topics[0] if proposal.topics else None
    answered = await find_passages(
        rules.library, letter.text, concerns=proposal.concerns, collections=rules.collections[letter.to]
    )
    nearest = [nearest_of(letter, asked, answered) for asked in letter.concerns]
    return Outcome(
        letter=letter,
        topic=float(best is not None and best.value == letter.topic),
        confidence=best.confidence if best else 0.0,
        office=float(proposal.office is not None and proposal.office.value == letter.office),
        urgency=float(proposal.urgency.value == letter.urgency),
        split=tuple(float(near is not None) for near in nearest),
        found=tuple(
            float(near is not None and is_found(asked, near))
            for asked, near in zip(letter.concerns, nearest, strict=True)
            if asked.articles
        ),
        flags=frozenset(each.flag for each in proposal.flags),
        no_rule=not any(each.has_rule for each in answered),
    )


def nearest_of(
    letter: SampleInquiry, asked: AskedThing, answered: Sequence[ConcernPassages]
) -> ConcernPassages | None:
    """The proposed concern that shares most characters with the one asked; ``None`` where none shares any."""
    start = letter.text.index(asked.text)
    end = start + len(asked.text)
    shared = {
        min(end, each.concern.end) - max(start, each.concern.start): each for each in reversed(answered)
    }
    most = max(shared, default=0)
    return shared[most] if most > 0 else None


def is_found(asked: AskedThing, near: ConcernPassages) -> bool:
    """Whether one of the right articles is among those found."""
    return bool({hit.citation for hit in near.hits} & set(asked.articles))
