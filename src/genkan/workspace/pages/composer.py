"""The form in which a question is written: what it offers, what it holds, what was wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from genkan.catalogue import InformationClass
from genkan.gateway import QuestionEmpty, QuestionRefused, QuestionTooLong
from genkan.kit import Clock, Problem, new_id
from genkan.knowledge import Collection
from genkan.ui import mark as _
from genkan.workspace.conversation import Conversation
from genkan.workspace.errors import (
    CollectionMissing,
    CollectionTooConfidential,
    DeploymentUnusable,
    InformationClassMissing,
    InformationClassRefused,
)
from genkan.workspace.offer import OFFERED_CLASSES, Offer, UsableDeployment
from genkan.workspace.pages.forms import QuestionForm
from genkan.workspace.pages.languages import Translate
from genkan.workspace.pages.refusal import ASK, Refusal

Option = tuple[str, str, str]

_FIELDS: dict[type[Problem], str] = {
    QuestionEmpty: "question",
    QuestionTooLong: "question",
    InformationClassMissing: "information_class",
    InformationClassRefused: "information_class",
    DeploymentUnusable: "deployment",
    QuestionRefused: "deployment",
    CollectionTooConfidential: "collections",
    CollectionMissing: "collections",
}
_ANCHORS = {"information_class": "information_class-1", "collections": "collections-1"}
_EXPLANATIONS = {
    InformationClass.ONE: _("公表されている情報、又は公表してよい情報"),
    InformationClass.TWO: _("漏えいすると、国民の権利を侵害し、又は行政事務に支障を及ぼすおそれがある情報"),
}


@dataclass(frozen=True, kw_only=True)
class Composer:
    """The form as a template draws it. ``problem`` is sentence and next step, ``field`` the field they concern.

    ``model_is_given``: a trial decides which model answers.
    """

    question: str
    information_class: str
    deployment_id: str
    searches: bool
    collection_ids: tuple[str, ...]
    sending_id: str
    classes: tuple[Option, ...]
    deployments: tuple[tuple[str, str], ...]
    collections: tuple[Option, ...]
    problem: tuple[str, str] | None = None
    field: str = ""
    model_is_given: bool = False

    @property
    def anchor(self) -> str:
        """The id of the control that the problem concerns."""
        return _ANCHORS.get(self.field, self.field)

    @property
    def model(self) -> str:
        """The name of the chosen model."""
        return next((title for id_, title in self.deployments if id_ == self.deployment_id), "")

    def error(self, field: str) -> str:
        """What was wrong with a field."""
        return "".join(self.problem) if self.problem and self.field == field else ""


@dataclass(frozen=True)
class ComposerMaker:
    """Makes the form from what the person may choose."""

    offer: Offer
    clock: Clock
    translate: Translate
    model_is_given: bool = False

    def new(self, form: QuestionForm, *, usual: str, refusal: Refusal | None = None) -> Composer:
        """The form of a new conversation.

        The class is the highest that any deployment takes, for a forgotten choice must not let too much out; the
        deployment is ``usual``, the one used last, where it takes that class.
        """
        safest = max((deployment.highest for deployment in self.offer.usable), default=None)
        safe = [deployment for deployment in self.offer.usable if deployment.highest is safest]
        return self._make(
            form,
            self.offer.usable,
            deployment_id=form.deployment_id or _usable_id(safe, usual),
            information_class=form.information_class or (str(int(safest)) if safest else ""),
            refusal=refusal,
        )

    def following(self, conversation: Conversation, *, refusal: Refusal | None = None) -> Composer:
        """The form of the next question, with the choices of the last one or of the form that came back."""
        usable = [
            deployment
            for deployment in self.offer.usable
            if deployment.highest >= conversation.information_class
        ]
        refusal = refusal if refusal and refusal.concerns(ASK) else None
        form = (refusal.question if refusal else None) or _form_of(conversation)
        return self._make(
            form,
            usable,
            deployment_id=_usable_id(usable, form.deployment_id),
            information_class=str(int(conversation.information_class)),
            refusal=refusal,
        )

    def _make(
        self,
        form: QuestionForm,
        usable: Sequence[UsableDeployment],
        *,
        deployment_id: str,
        information_class: str,
        refusal: Refusal | None,
    ) -> Composer:
        chosen = form.collection_ids
        return Composer(
            question=form.question,
            information_class=information_class,
            deployment_id=deployment_id,
            searches=form.searches,
            collection_ids=self.offer.usual_collections() if chosen is None else chosen,
            sending_id=form.sending_id or new_id(self.clock),
            classes=tuple(self._class_option(offered) for offered in OFFERED_CLASSES),
            deployments=tuple(self._deployment_option(deployment) for deployment in usable),
            collections=tuple(self._collection_option(collection) for collection in self.offer.readable),
            problem=refusal.explained if refusal else None,
            field=_FIELDS.get(type(refusal.problem), "") if refusal else "",
            model_is_given=self.model_is_given,
        )

    def _class_option(self, offered: InformationClass) -> Option:
        return (
            str(int(offered)),
            self.translate(offered.label),
            self.translate(_EXPLANATIONS[offered]),
        )

    def _deployment_option(self, usable: UsableDeployment) -> tuple[str, str]:
        return usable.deployment.id, f"{usable.deployment.title}（{self.translate(usable.highest.label)}）"

    def _collection_option(self, collection: Collection) -> Option:
        label = InformationClass(collection.information_class).label
        return collection.id, collection.title, self.translate(label)


def _form_of(conversation: Conversation) -> QuestionForm:
    return QuestionForm(
        deployment_id=conversation.choices.deployment_id,
        searches=conversation.choices.searches,
        collection_ids=conversation.choices.collection_ids,
    )


def _usable_id(usable: Sequence[UsableDeployment], preferred: str) -> str:
    ids = [deployment.deployment.id for deployment in usable]
    return preferred if preferred in ids else (ids[0] if ids else "")
