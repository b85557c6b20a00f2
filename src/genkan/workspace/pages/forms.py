"""The form of a question as it was sent, so that it can be shown again with every word."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Request

from genkan.workspace.draft import Draft


@dataclass(frozen=True, kw_only=True)
class QuestionForm:
    """The fields as texts; ``collection_ids`` is ``None`` where the form offered no collections."""

    question: str = ""
    information_class: str = ""
    deployment_id: str = ""
    searches: bool = True
    collection_ids: tuple[str, ...] | None = None
    sending_id: str = ""

    def draft(self) -> Draft:
        """The same for those who ask."""
        return Draft(
            question=self.question,
            deployment_id=self.deployment_id,
            searches=self.searches,
            collection_ids=self.collection_ids,
            sending_id=self.sending_id,
        )


async def _read_question_form(request: Request) -> QuestionForm:
    form = await request.form()
    texts = {name: value for name, value in form.items() if isinstance(value, str)}
    filled = QuestionForm(
        question=texts.get("question", ""),
        information_class=texts.get("information_class", ""),
        deployment_id=texts.get("deployment", ""),
        sending_id=texts.get("sending_id", ""),
    )
    if "collections_offered" not in texts:
        return filled
    chosen = tuple(value for value in form.getlist("collections") if isinstance(value, str))
    return replace(filled, searches="searches" in texts, collection_ids=chosen)


PostedQuestion = Annotated[QuestionForm, Depends(_read_question_form)]
