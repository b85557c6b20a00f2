"""What a submission declares, as a deployment that can be asked. Pure decisions."""

from pathlib import Path
from urllib.parse import urlsplit

from genkan.catalogue import (
    SECRETS_FOLDER,
    Deployment,
    DeploymentState,
    InformationClass,
    WireProtocol,
    check_secret_reference,
    lies_below,
)
from genkan.selection.application.application import Application
from genkan.selection.application.record import HandedIn
from genkan.selection.endpoint.errors import EndpointIncomplete, EndpointNotSafe, KeyNotOfApplication

_NOT_ASKED = frozenset({WireProtocol.EXTRACT, WireProtocol.REPLAY})
_ASKED = frozenset(each.value for each in WireProtocol if each not in _NOT_ASKED)
_AT_ONCE = 4


def variable_of_key(application_id: str) -> str:
    """The reference to the variable in which the key for an application is put."""
    return f"env:GENKAN_SECRET_APPLICATION_{application_id.replace('-', '_')}"


def folder_of_keys(application_id: str) -> Path:
    """The folder in which the keys for an application are put, and no others."""
    return SECRETS_FOLDER / "applications" / application_id


def key_of_application(reference: str, application_id: str) -> str:
    """The reference to a key of the application, or nothing. It names the application, for the key is sent to where it says.

    Raises ``KeyNotOfApplication`` and ``SecretGivenInClear``.
    """
    kept = check_secret_reference(reference, folder=SECRETS_FOLDER)
    variable, folder = variable_of_key(application_id), folder_of_keys(application_id)
    is_variable = kept == variable or kept.startswith(f"{variable}_")
    if kept and not is_variable and not lies_below(folder, kept):
        raise KeyNotOfApplication(field="key", variable=variable, folder=str(folder))
    return kept


def declared_deployment(
    application: Application, handed_in: HandedIn, *, key: str, private: bool
) -> Deployment:
    """The deployment as it is declared, of the lowest class; ``private`` allows addresses without https if no key is sent.

    Raises ``EndpointIncomplete``, ``EndpointNotSafe``.
    """
    declared = handed_in.content.endpoint
    wanting = [
        label
        for label, fits in (
            ("接続先のアドレス", declared.address),
            ("接続の方式", declared.protocol in _ASKED),
            ("接続先でのモデルの名前", declared.remote_model),
        )
        if not fits
    ]
    if wanting:
        raise EndpointIncomplete(field="endpoint", parts="、".join(wanting))
    if (key or not private) and _scheme(declared.address) != "https":
        raise EndpointNotSafe(field="endpoint")
    return Deployment(
        id=application.id,
        state=DeploymentState.ACTIVE,
        created_at=application.created_at,
        title=handed_in.content.model.name,
        protocol=declared.protocol,
        address=declared.address,
        remote_model=declared.remote_model,
        build=declared.build,
        operator=handed_in.company,
        ceiling=InformationClass.ONE,
        capacity=_AT_ONCE,
        secret_reference=key,
        public_name=f"application-{application.id}",
    )


def _scheme(address: str) -> str:
    try:
        return urlsplit(address.strip()).scheme
    except ValueError:
        return ""
