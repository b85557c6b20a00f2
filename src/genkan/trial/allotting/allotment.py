"""What is asked for, and which arms were given."""

from collections.abc import Mapping
from dataclasses import dataclass

from genkan.catalogue import Deployment, InformationClass
from genkan.gateway import Purpose
from genkan.governance import Person
from genkan.kit import digest
from genkan.trial.allotting.eligibility import Restriction
from genkan.trial.evidence import Arm, AssignedDetails, Mode

COMPARE = "compare"
CHAT = "chat"


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """A question in daily work: who asks it, in which task of the protocol, and where it stands.

    ``conversation`` is the chat or the conversation of an app's runs, empty where there is none; ``turn`` counts from 1.
    ``models`` are the catalogue's ids of those that the app admits, empty for all.
    """

    person: Person
    task: str
    information_class: InformationClass
    conversation: str = ""
    turn: int = 1
    purpose: Purpose = Purpose.COMPARISON
    models: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GivenArm:
    """An arm of the protocol with the deployment that answers for it."""

    name: str
    deployment: Deployment
    era: int

    def recorded(self) -> Arm:
        """The arm as the record has it: with the build and parameters of the deployment at this moment."""
        deployment = self.deployment
        return Arm(
            deployment=deployment.id,
            title=deployment.title,
            build=deployment.build,
            parameters=dict(deployment.parameters),
            name=self.name,
            era=self.era,
        )


@dataclass(frozen=True, kw_only=True)
class Allotment:
    """The arms that were given, A first, and where in the design they stand; ``protocol`` is a digest.

    ``prompt`` is what the protocol has all arms told beforehand (共通の指示文).
    """

    trial: str
    protocol: str
    occasion: Occasion
    mode: Mode
    block: int
    place: int
    arms: tuple[GivenArm, ...]
    eligible: Mapping[str, Deployment]
    restricted: Mapping[str, Restriction]
    prompt: str = ""

    def details(self, question: str, *, salt: str = "") -> AssignedDetails:
        """What is recorded of it before the first token, of the question its length only, and with a salt its digest."""
        return AssignedDetails(
            arms=tuple(self.eligible[name].id for name in sorted(self.eligible)),
            seed="",
            information_class=int(self.occasion.information_class),
            sides={side: arm.recorded() for side, arm in zip("ab", self.arms, strict=False)},
            question_digest=digest(f"{salt}\n{question}") if salt else "",
            question_salted=bool(salt),
            question_length=len(question),
            trial=self.trial,
            protocol=self.protocol,
            task=self.occasion.task,
            mode=self.mode,
            block=self.block,
            place=self.place,
            restricted={name: reason.value for name, reason in sorted(self.restricted.items())},
            conversation=self.occasion.conversation,
            turn=self.occasion.turn,
            eligible=tuple(sorted(self.eligible)),
        )
