"""The question of a comparison: from what a form says to what both arms are asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from genkan.catalogue import InformationClass
from genkan.gateway import Message, Source, checked_question
from genkan.knowledge import Asker, Collection, Library
from genkan.trial.errors import (
    CollectionTooConfidential,
    CollectionUnknown,
    InformationClassMissing,
    InformationClassRefused,
)

OFFERED_CLASSES = (InformationClass.ONE, InformationClass.TWO)


@dataclass(frozen=True, kw_only=True)
class QuestionForm:
    """What a person typed and chose; ``sending_id`` is new on every form that is drawn."""

    question: str = ""
    information_class: str = ""
    searches: bool = True
    collection_ids: tuple[str, ...] = ()
    sending_id: str = ""


@dataclass(frozen=True)
class Question:
    """What both arms are asked; ``sources`` is ``None`` where no search was wished, ``history`` what came before."""

    text: str
    information_class: InformationClass
    sources: tuple[Source, ...] | None = None
    history: tuple[Message, ...] = ()


def checked_class(form: QuestionForm) -> InformationClass:
    """The chosen information class. Raises ``InformationClassMissing`` or ``InformationClassRefused``."""
    known = {str(int(one)): one for one in InformationClass}
    if form.information_class not in known:
        raise InformationClassMissing
    chosen = known[form.information_class]
    if chosen not in OFFERED_CLASSES:
        raise InformationClassRefused
    return chosen


def checked_collections(
    form: QuestionForm, *, readable: Sequence[Collection], information_class: InformationClass
) -> tuple[Collection, ...]:
    """The chosen collections. Raises ``CollectionUnknown`` or ``CollectionTooConfidential``."""
    by_id = {collection.id: collection for collection in readable}
    if not form.searches:
        return ()
    if not set(form.collection_ids) <= set(by_id):
        raise CollectionUnknown
    chosen = tuple(by_id[collection_id] for collection_id in dict.fromkeys(form.collection_ids))
    for collection in chosen:
        if collection.information_class > information_class:
            raise CollectionTooConfidential(
                title=collection.title,
                collection_class=InformationClass(collection.information_class).label,
                information_class=information_class.label,
            )
    return chosen


async def read_question(
    form: QuestionForm, *, library: Library, readable: Sequence[Collection], asker: Asker
) -> Question:
    """Check the form and search for the sources that both arms get. Raises a ``Problem`` that says what is wrong.

    ``asker`` is who asks; the information class is that of the form.
    """
    text, information_class = checked_question(form.question), checked_class(form)
    chosen = checked_collections(form, readable=readable, information_class=information_class)
    if not chosen:
        return Question(text, information_class)
    asker = replace(asker, information_class=int(information_class))
    passages = await library.retrieve(text, collections=chosen, asker=asker)
    sources = tuple(passage.as_source(number) for number, passage in enumerate(passages, start=1))
    return Question(text, information_class, sources)
