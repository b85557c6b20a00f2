"""Where a chat in OpenAI's form is sent, and with which headers: as at OpenAI, or as on Azure."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

from yarl import URL

from genkan.providers.address import check_address
from genkan.providers.events import Endpoint
from genkan.providers.translation import setting

AZURE_VERSION = "api_version"


class Destination(NamedTuple):
    """An address and the headers that say who calls."""

    url: URL
    headers: Mapping[str, str]


def bearer(secret: str) -> dict[str, str]:
    """The header with the secret; none where there is none."""
    return {"Authorization": f"Bearer {secret}"} if secret else {}


def openai_destination(endpoint: Endpoint) -> Destination:
    """The model stands in the body, the key is a bearer's. Raises ``AddressRefused``."""
    return Destination(check_address(endpoint.address) / "chat" / "completions", bearer(endpoint.secret))


def azure_destination(endpoint: Endpoint, *, deployment: str) -> Destination:
    """The deployment stands in the path, the version in the query, the key in a header of its own.

    The address is that of the resource, with or without ``/openai`` at its end.
    Raises ``DeploymentIncomplete`` where the endpoint has no ``api_version``, and ``AddressRefused``.
    """
    version = setting(endpoint, AZURE_VERSION)
    resource = check_address(endpoint.address.strip().rstrip("/"))
    base = resource if resource.name == "openai" else resource / "openai"
    path = base.joinpath("deployments", quote(deployment, safe=""), "chat", "completions", encoded=True)
    headers = {"api-key": endpoint.secret} if endpoint.secret else {}
    return Destination(path.with_query({"api-version": version}), headers)
