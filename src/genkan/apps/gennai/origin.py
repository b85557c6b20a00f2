"""Where an app may be asked for the status of a request: on its own host, and nowhere else."""

import re

from genkan.apps.gennai.errors import StatusElsewhere

_ADDRESS = re.compile(r"(https?)://([^/?#@\\\s]+)([/?#].*)?", re.IGNORECASE)
_USUAL_PORTS = {"http": ":80", "https": ":443"}
_LONGEST = 2_000


def origin_of(address: str) -> str:
    """Scheme, host and port of an address, as browsers compare them; empty for what is no web address."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return ""
    scheme, place = found[1].lower(), found[2].lower()
    return f"{scheme}://{place.removesuffix(_USUAL_PORTS[scheme])}"


def status_address(endpoint: str, status_url: str) -> str:
    """The address at which the status is asked for. Raises ``StatusElsewhere``.

    A path counts as one on the host of the endpoint; a whole address has to be there already.
    """
    url = status_url.strip()
    if len(url) > _LONGEST or "\\" in url or not url.isprintable() or " " in url:
        raise StatusElsewhere
    if url.startswith("/") and not url.startswith("//"):
        return origin_of(endpoint) + url
    if origin_of(url) and origin_of(url) == origin_of(endpoint):
        return url
    raise StatusElsewhere
