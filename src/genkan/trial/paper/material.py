"""What the sections of a report are written from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from genkan.trial.analysis import Analysis
from genkan.trial.numbers import Facts, Numbers
from genkan.trial.paper.words import Words
from genkan.trial.protocol.document import Protocol, read_protocol
from genkan.trial.small_groups import LEAST_PERSONS
from genkan.trial.suppressing import PULSE


@dataclass(frozen=True)
class Said:
    """A reply of a vendor: the arm, the words, and the number of the earlier version that they answer, 0 for this one."""

    arm: str
    text: str
    answers: int = 0


@dataclass(frozen=True, kw_only=True)
class Material:
    """The numbers, the words, and what stands around them. ``root`` is empty while there is no pack."""

    numbers: Numbers
    words: Words
    root: str = ""
    replies: Sequence[Said] = ()
    disclosed: str = ""

    @property
    def analysis(self) -> Analysis:
        """The results."""
        return self.numbers.analysis

    @property
    def facts(self) -> Facts:
        """What the rows tell beside them."""
        return self.numbers.facts

    @cached_property
    def protocol(self) -> Protocol:
        """The protocol in force at the end."""
        return read_protocol(self.facts.protocol)

    @cached_property
    def arms(self) -> Mapping[str, str]:
        """The title of each arm by its key; a later era says so."""
        return {
            arm.key: self.words("{title}（第{era}期）", title=arm.title, era=arm.era)
            if arm.era > 1
            else arm.title
            for arm in self.analysis.arms
        }

    @cached_property
    def organisations(self) -> Mapping[str, str]:
        """The name of each ministry by its id."""
        return {each.organisation: each.title for each in self.protocol.organisations}

    @cached_property
    def tasks(self) -> Mapping[str, str]:
        """The name of each kind of work by its id."""
        return {each.task: each.title for each in self.protocol.tasks}

    @cached_property
    def yen_per_accepted(self) -> Mapping[str, float]:
        """Yen for each accepted answer of each arm, at shadow prices where there are any; arms without a price are left out."""
        found = {
            row.key: row.per_accepted if row.shadow_per_accepted is None else row.shadow_per_accepted
            for row in self.analysis.prices
        }
        return {key: yen for key, yen in found.items() if yen is not None}

    def arm(self, key: str) -> str:
        """The title of an arm; its key where the protocol does not know it."""
        return self.arms.get(key, key)

    def group(self, dimension: str, group: str) -> str:
        """The name of a group."""
        if dimension == "information_class":
            return self.words("機密性{level}", level=group)
        return {"organisation": self.organisations, "task": self.tasks}.get(dimension, {}).get(group, group)

    def hidden(self, dimension: str) -> str:
        """The sentence about the groups of a dimension that are not told; empty where all are."""
        names = [self.group(dimension, group) for group in self.numbers.hidden(dimension)]
        return self.hidden_groups(names) if names else ""

    def hidden_groups(self, names: Sequence[str]) -> str:
        """The same about groups by their names."""
        return self.words(
            "{names}については、評価者が{least}人に満たないか、又は他の組の値の推測を防ぐ必要があるため、結果を示していない。",
            names=self.words.list(names),
            least=LEAST_PERSONS,
        )

    def hidden_survey(self, organisation: str) -> str:
        """The sentence about the short survey in a ministry, 「」 for all, where it is not told."""
        if organisation not in self.numbers.hidden(PULSE):
            return ""
        return self.words(
            "短い調査は、回答した職員が{least}人に満たないか、又は他の組の値の推測を防ぐ必要があるため、結果を示していない。",
            least=LEAST_PERSONS,
        )
