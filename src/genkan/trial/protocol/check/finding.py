"""What is wrong with a protocol: a rule, where in the form, and the details of its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as having

from genkan.trial.protocol.check.rule import Rule
from genkan.trial.protocol.item import Item


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken rule; ``field`` is the name of the control in the form, such as ``arm.2.build``."""

    rule: Rule
    field: str = ""
    details: Mapping[str, object] = having(default_factory=dict[str, object])

    @property
    def sentence(self) -> str:
        """The sentence in Japanese."""
        return self.rule.label.format_map(dict(self.details))


def found(rule: Rule, field: str = "", **details: object) -> Finding:
    """A finding; parts of the protocol among the details are said by their names."""
    said = {name: value.label if isinstance(value, Item) else value for name, value in details.items()}
    return Finding(rule, field, said)
