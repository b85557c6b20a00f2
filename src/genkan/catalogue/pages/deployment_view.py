"""A deployment as the page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from genkan.catalogue.deployment import Deployment, DeploymentState, WireProtocol
from genkan.kit import canonical_json
from genkan.ui import mark as _

_BADGES = {
    DeploymentState.ACTIVE: "success",
    DeploymentState.PAUSED: "warning",
    DeploymentState.RETIRED: "neutral",
}


class Fact(NamedTuple):
    """A question about a deployment and its answer, both message ids."""

    title: str
    answer: str


@dataclass(frozen=True, slots=True)
class DeploymentView:
    """``model_title`` is empty for a model that is not in the catalogue; prices are texts without unit."""

    deployment: Deployment
    model_title: str
    protocol: str
    badge: str
    facts: tuple[Fact, ...]
    input_price: str
    output_price: str

    @property
    def parameters(self) -> str:
        """The further parameters as JSON, or nothing."""
        return canonical_json(dict(self.deployment.parameters)) if self.deployment.parameters else ""

    @property
    def capabilities(self) -> str:
        """What is declared of the endpoint as JSON, or nothing."""
        return canonical_json(dict(self.deployment.capabilities)) if self.deployment.capabilities else ""

    def plain(self, price: Decimal | None) -> str:
        """A price as a text without unit."""
        return _plain(price)

    @property
    def is_model(self) -> bool:
        """Whether a language model answers, or only quotations are given."""
        return self.deployment.protocol != WireProtocol.EXTRACT

    @property
    def may_pause(self) -> bool:
        """Whether it takes questions now."""
        return self.deployment.state is DeploymentState.ACTIVE

    @property
    def may_resume(self) -> bool:
        """Whether it could take questions again."""
        return self.deployment.state is DeploymentState.PAUSED


def view(deployment: Deployment, *, titles: Mapping[str, str]) -> DeploymentView:
    """The deployment; ``titles`` are those of the catalogue by model."""
    return DeploymentView(
        deployment=deployment,
        model_title=titles.get(deployment.model_id or "", ""),
        protocol=WireProtocol(deployment.protocol).label,
        badge=_BADGES[deployment.state],
        facts=(
            Fact(_("ガバメントクラウド"), deployment.government_cloud.label),
            Fact(_("ISMAPの登録"), deployment.ismap.label),
            Fact(_("提供元による入力の記録"), deployment.vendor_logging.label),
            Fact(_("入力の学習への利用"), deployment.learning.label),
        ),
        input_price=_plain(deployment.input_price),
        output_price=_plain(deployment.output_price),
    )


def _plain(price: Decimal | None) -> str:
    return "" if price is None else f"{price.normalize():,f}"
