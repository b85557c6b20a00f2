"""A route: a public model name and the deployments of one build that answer under it."""

from dataclasses import dataclass
from typing import Self

from genkan.catalogue import Deployment


@dataclass(frozen=True, slots=True)
class Route:
    """``deployments`` serve the same build; any of them may answer a call to ``name``."""

    name: str
    deployments: tuple[Deployment, ...]

    @property
    def embeds(self) -> bool:
        """Whether it gives embeddings, and not answers."""
        return any(deployment.embeds for deployment in self.deployments)

    @classmethod
    def to_only(cls, deployment: Deployment) -> Self:
        """The route of a call that one deployment must answer, as in a blind trial; it waits in a line of its own."""
        return cls(name=f"deployment:{deployment.id}", deployments=(deployment,))
