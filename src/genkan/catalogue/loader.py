"""Reading the model files, strictly."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable

from genkan.catalogue.deployment import WireProtocol
from genkan.catalogue.model import Claim, Model, Protocols
from genkan.catalogue.toml_folder import read_folder


def load_models(folder: Traversable | None = None) -> tuple[Model, ...]:
    """The models of ``folder`` (by default those of this package), ordered by file name.

    Raises ``ModelFileInvalid`` with the file and the key that is not in its form.
    """
    return read_folder(folder, usual="models", form=Model, contradictions=_contradictions)


def _contradictions(model: Model) -> Iterator[str]:
    for name in Model.__struct_fields__:
        claim = getattr(model, name)
        if isinstance(claim, Claim | Protocols):
            yield from _claim_contradictions(claim, name=name, model=model)
    if not model.protocols.ask_maker:
        yield "protocols.ask_maker: say what to ask the maker before the model can be connected"
    for protocol in model.protocols.value:
        if protocol not in set(WireProtocol):
            yield f"protocols.value: unknown protocol: {protocol}"


def _claim_contradictions(claim: Claim | Protocols, *, name: str, model: Model) -> Iterator[str]:
    if claim.published and claim.source not in model.sources:
        yield f"{name}.source: not among sources: {claim.source!r}"
    if not claim.published and claim.source:
        yield f"{name}.source: a claim without value has no source"
    if not claim.published and not claim.ask:
        yield f"{name}.ask: say what to ask the maker, because no value is published"
