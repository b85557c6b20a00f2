"""What a protocol needs to know of a deployment beside its address, its secret and the name of the model."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from genkan.catalogue.deployment import DeploymentDraft, WireProtocol


class ProtocolSetting(StrEnum):
    """One setting, by the name under which the deployment keeps it."""

    API_VERSION = "api_version"
    CLIENT_ID = "client_id"
    CLIENT_ID_HEADER = "client_id_header"
    REGION = "region"

    @property
    def label(self) -> str:
        """Its name in Japanese."""
        return _LABELS[self]

    @property
    def declared(self) -> bool:
        """Whether it is kept among the capabilities and may be left out, not among the parameters."""
        return self is ProtocolSetting.CLIENT_ID_HEADER


_LABELS = {
    ProtocolSetting.API_VERSION: "APIのバージョン（api-version）",
    ProtocolSetting.CLIENT_ID: "クライアントID",
    ProtocolSetting.CLIENT_ID_HEADER: "クライアントIDを送るヘッダーの名前",
    ProtocolSetting.REGION: "リージョン",
}
_OF_PROTOCOL: Mapping[str, tuple[ProtocolSetting, ...]] = {
    WireProtocol.AZURE_OPENAI: (ProtocolSetting.API_VERSION,),
    WireProtocol.COTOMI: (ProtocolSetting.CLIENT_ID, ProtocolSetting.CLIENT_ID_HEADER),
    WireProtocol.BEDROCK_CONVERSE: (ProtocolSetting.REGION,),
}


def settings_of(protocol: str) -> tuple[ProtocolSetting, ...]:
    """The settings of a protocol, in the order in which they are asked for."""
    return _OF_PROTOCOL.get(protocol, ())


def missing_settings(draft: DeploymentDraft) -> Iterator[ProtocolSetting]:
    """The settings without which nothing could be sent."""
    for setting in settings_of(draft.protocol):
        value = draft.parameters.get(setting.value)
        if not setting.declared and not (isinstance(value, str) and value.strip()):
            yield setting


def settings_within(draft: DeploymentDraft) -> Mapping[str, str]:
    """The settings that a draft has, as texts by their names."""
    kept = {**draft.capabilities, **draft.parameters}
    names = [setting.value for setting in settings_of(draft.protocol)]
    return {name: str(kept[name]) for name in names if name in kept}


def with_settings(
    protocol: str,
    given: Mapping[str, str],
    *,
    parameters: Mapping[str, object],
    capabilities: Mapping[str, object],
) -> tuple[dict[str, object], dict[str, object]]:
    """Parameters and capabilities with what was ``given`` for the settings of the protocol; empty texts are not."""
    into_parameters, into_capabilities = dict(parameters), dict(capabilities)
    for setting in settings_of(protocol):
        if value := given.get(setting.value, "").strip():
            (into_capabilities if setting.declared else into_parameters)[setting.value] = value
    return into_parameters, into_capabilities
