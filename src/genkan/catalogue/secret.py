"""Where the secret of an endpoint lies; the secret itself is read at the call and kept nowhere."""

import os
import re
from pathlib import Path

from genkan.catalogue.errors import SecretGivenInClear, SecretMissing, SecretReferenceInvalid

# Only what was put here for endpoints: an operator's browser may name it, and it is sent where the operator says.
SECRETS_FOLDER = Path("/run/secrets")
_VARIABLE = re.compile(r"env:GENKAN_SECRET_[A-Za-z0-9_]{1,113}")
_FILE = re.compile(r"file:/[^\0\r\n]{1,1000}")
_ID = re.compile(r"(?<=^GENKAN_SECRET_APPLICATION_)[0-9a-f]{8}(_[0-9a-f]{4}){3}_[0-9a-f]{12}(?=_|$)")
_LONGEST_SECRET = 16_384
_KEY_PREFIX = re.compile(
    r"(sk|pk|rk|key|xox[abp]|gh[opsu]|hf|nvapi|AKIA|ASIA|eyJ|Bearer|AIza)[-_ .]?(?=.*[0-9])\S{12,}"
)
_KEY_LIKE = re.compile(r"(?=\S*[0-9])(?=\S*[A-Za-z])[A-Za-z0-9+/=_\-.:]{24,}")


def check_secret_reference(reference: str, *, folder: Path = SECRETS_FOLDER) -> str:
    """The reference in its stored form: a variable ``GENKAN_SECRET_…``, a file below ``folder``, or nothing.

    Raises ``SecretGivenInClear`` for what looks like a secret and ``SecretReferenceInvalid`` for other forms.
    """
    reference = reference.strip()
    if _holds_a_secret(reference):
        raise SecretGivenInClear
    if reference and not (_VARIABLE.fullmatch(reference) or lies_below(folder, reference)):
        raise SecretReferenceInvalid
    return reference


def resolve_secret(reference: str, *, folder: Path = SECRETS_FOLDER) -> str:
    """The secret behind the reference, or an empty text for an empty reference. Never store or log it.

    Reads a file, so a caller in an event loop that cannot wait for a slow disk uses a thread.
    Raises ``SecretMissing`` where nothing usable is there, and the errors of :func:`check_secret_reference`.
    """
    reference = check_secret_reference(reference, folder=folder)
    if not reference:
        return ""
    kind, _, name = reference.partition(":")
    secret = os.environ.get(name, "") if kind == "env" else _read(Path(name), folder=folder)
    secret = secret.strip()
    if not _fits_a_header(secret):
        raise SecretMissing(reference=reference)
    return secret


def _holds_a_secret(reference: str) -> bool:
    kind, separator, name = reference.partition(":")
    if not (separator and kind in {"env", "file"}):
        return bool(_KEY_PREFIX.match(reference) or _KEY_LIKE.fullmatch(reference))
    harmless = name.startswith("/") if kind == "file" else _is_variable_name(name)
    return not harmless and bool(_KEY_PREFIX.match(name) or _KEY_LIKE.fullmatch(name))


def _is_variable_name(name: str) -> bool:
    """Names of variables are words in one case, or an id; keys mix cases and digits within a word."""
    words = [word for word in _ID.sub("", name).split("_") if word]
    return all(re.fullmatch(r"[A-Z]+[0-9]{0,4}|[a-z]+[0-9]{0,4}|[0-9]{1,4}", word) for word in words)


def lies_below(folder: Path, reference: str) -> bool:
    """Whether a reference names a file below a folder, as it is written; ``resolve_secret`` follows links."""
    path = Path(reference.removeprefix("file:"))
    below = path.is_relative_to(folder) and path != folder and ".." not in path.parts
    return below and _FILE.fullmatch(reference) is not None


def _read(path: Path, *, folder: Path) -> str:
    """The file's text; links may not lead out of the folder."""
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            raise SecretReferenceInvalid
        with path.open(encoding="utf-8") as file:
            return file.read(_LONGEST_SECRET + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise SecretMissing(reference=f"file:{path}") from error


def _fits_a_header(secret: str) -> bool:
    return 0 < len(secret) <= _LONGEST_SECRET and secret.isascii() and secret.isprintable()
