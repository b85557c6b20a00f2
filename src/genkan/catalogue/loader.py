"""Reading the model files, strictly."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

from genkan.catalogue.deployment import WireProtocol
from genkan.catalogue.errors import ModelFileInvalid
from genkan.catalogue.model import Claim, Model, Protocols


def load_models(folder: Traversable | None = None) -> tuple[Model, ...]:
    """The models of ``folder`` (by default those of this package), ordered by file name.

    Raises ``ModelFileInvalid`` with the file and the key that is not in its form.
    """
    folder = folder or files("genkan.catalogue") / "models"
    documents = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    return tuple(_load(file) for file in documents)


def _load(file: Traversable) -> Model:
    try:
        model = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Model)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise ModelFileInvalid(file=file.name, reason=str(error)) from error
    for reason in _contradictions(model, file_name=file.name):
        raise ModelFileInvalid(file=file.name, reason=reason)
    return model


def _contradictions(model: Model, *, file_name: str) -> Iterator[str]:
    if file_name != f"{model.id}.toml":
        yield f"id is not the name of the file: {model.id}"
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
