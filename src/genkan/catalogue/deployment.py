"""A deployment: one endpoint that serves one exact build of a model, with the facts that policy reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum


class InformationClass(IntEnum):
    """The confidentiality of information (統一基準)."""

    ONE = 1
    TWO = 2
    THREE = 3

    @property
    def label(self) -> str:
        """The name that staff know: 「機密性2」."""
        return f"機密性{self.value}"


class Answer(StrEnum):
    """An answer to a question about a deployment; policy reads ``UNKNOWN`` as the less safe answer."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The answer in Japanese."""
        return {"yes": "はい", "no": "いいえ", "unknown": "不明"}[self.value]


class DeploymentState(StrEnum):
    """Whether a deployment takes questions; a retired one never does again."""

    ACTIVE = "active"
    PAUSED = "paused"
    RETIRED = "retired"

    @property
    def label(self) -> str:
        """The state in Japanese."""
        return {"active": "利用できます", "paused": "一時停止中", "retired": "廃止"}[self.value]


class WireProtocol(StrEnum):
    """How an endpoint is spoken to."""

    OPENAI_CHAT = "openai_chat"
    AZURE_OPENAI = "azure_openai"
    COTOMI = "cotomi"
    COHERE_CHAT = "cohere_chat"
    BEDROCK_CONVERSE = "bedrock_converse"
    EXTRACT = "extract"
    REPLAY = "replay"

    @property
    def label(self) -> str:
        """The name that operators know."""
        return _PROTOCOL_LABELS[self]


_PROTOCOL_LABELS = {
    WireProtocol.OPENAI_CHAT: "OpenAI Chat Completions互換",
    WireProtocol.AZURE_OPENAI: "Azure方式（Microsoft Foundry）",
    WireProtocol.COTOMI: "NEC cotomi API",
    WireProtocol.COHERE_CHAT: "Cohere Chat API v2",
    WireProtocol.BEDROCK_CONVERSE: "Amazon Bedrock Converse",
    WireProtocol.EXTRACT: "抽出回答（生成AIではありません）",
    WireProtocol.REPLAY: "記録の再生",
}

SPOKEN_PROTOCOLS = frozenset(WireProtocol)
_NO_PRICE = frozenset({WireProtocol.EXTRACT, WireProtocol.REPLAY})


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentDraft:
    """What an operator states about a deployment when connecting it.

    ``model_id`` is a catalogue identifier or ``None``; ``remote_model`` the name that the endpoint knows;
    ``place`` an ISO 3166 country code; prices are yen per million tokens; ``capacity`` is requests in flight;
    ``secret_reference`` is ``env:GENKAN_SECRET_…``, ``file:/run/secrets/…`` or empty, never a secret.
    ``public_name`` is what programs ask for, and what deployments of the same build share; empty: one is found.
    ``token_capacity`` is tokens in flight (``None``: no limit); ``capabilities`` what the endpoint can and needs;
    ``replaces`` the deployment of the former build, which retires when this one is activated.
    """

    title: str
    protocol: str
    address: str = ""
    remote_model: str = ""
    model_id: str | None = None
    build: str = ""
    place: str = ""
    operator: str = ""
    government_cloud: Answer = Answer.UNKNOWN
    ismap: Answer = Answer.UNKNOWN
    vendor_logging: Answer = Answer.UNKNOWN
    learning: Answer = Answer.UNKNOWN
    ceiling: InformationClass = InformationClass.ONE
    capacity: int = 8
    input_price: Decimal | None = None
    output_price: Decimal | None = None
    price_date: date | None = None
    parameters: Mapping[str, object] = field(default_factory=dict[str, object])
    secret_reference: str = ""
    public_name: str = ""
    token_capacity: int | None = None
    capabilities: Mapping[str, object] = field(default_factory=dict[str, object])
    replaces: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment(DeploymentDraft):
    """A deployment as it stands in the records."""

    id: str
    state: DeploymentState
    created_at: datetime
    verified_at: datetime | None = None

    @property
    def embeds(self) -> bool:
        """Whether it says what texts mean, as vectors, and holds no conversation."""
        return self.capabilities.get("kind") == "embeddings"

    @property
    def costs(self) -> bool:
        """Whether somebody may charge for a call: what answers inside this installation has no price."""
        return self.protocol not in _NO_PRICE

    @property
    def active(self) -> bool:
        """Whether it takes questions."""
        return self.state is DeploymentState.ACTIVE
