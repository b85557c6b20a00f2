"""The check of a signature (Signature Version 4), as the service makes it with the secret that it knows."""

import hmac

from aiohttp import web
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

KEYS = {"AKIDEXAMPLE": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"}
NEEDED = frozenset({"host", "x-amz-date"})


def signature_is_right(request: web.Request, body: bytes, *, region: str, service: str) -> bool:
    """Whether the request is signed by a known key, for this region and service, over what arrived."""
    scheme, _, rest = request.headers.get("Authorization", "").partition(" ")
    if scheme != "AWS4-HMAC-SHA256":
        return False
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    identity, _, scope = parts["Credential"].partition("/")
    signed = parts["SignedHeaders"].split(";")
    date = request.headers.get("X-Amz-Date", "")
    if (
        identity not in KEYS
        or scope != f"{date[:8]}/{region}/{service}/aws4_request"
        or not {*signed} >= NEEDED
    ):
        return False
    expected = _signature(request, body, identity=identity, signed=signed, region=region, service=service)
    return hmac.compare_digest(expected, parts["Signature"])


def _signature(
    request: web.Request, body: bytes, *, identity: str, signed: list[str], region: str, service: str
) -> str:
    headers = {name: request.headers[name] for name in signed}
    url = f"http://{request.headers['Host']}{request.raw_path}"
    arrived = AWSRequest(method=request.method, url=url, data=body, headers=headers)
    arrived.context["timestamp"] = request.headers["X-Amz-Date"]
    signer = SigV4Auth(Credentials(identity, KEYS[identity]), service, region)
    text = signer.string_to_sign(arrived, signer.canonical_request(arrived))
    return signer.signature(text, arrived)
