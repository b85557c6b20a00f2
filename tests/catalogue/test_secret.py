"""References to secrets: what is accepted, what is refused, what is found."""

from pathlib import Path

import pytest

from genkan.catalogue import check_secret_reference, resolve_secret
from genkan.catalogue.errors import SecretGivenInClear, SecretMissing, SecretReferenceInvalid


@pytest.mark.parametrize(
    "reference",
    [
        "",
        "env:GENKAN_SECRET_PLAMO_API_KEY",
        "env:GENKAN_SECRET_2",
        "env:GENKAN_SECRET_SAKURA_AI_ENGINE_PRODUCTION_TOKEN_2026",
        "file:/run/secrets/plamo",
    ],
)
def test_a_reference(reference: str) -> None:
    assert check_secret_reference(f" {reference} ") == reference


# What people paste by mistake, in every place; none of it is a real key.
@pytest.mark.parametrize(
    "reference",
    [
        "sk-abcdefghijklmnop1234567890",
        "sk-proj-AbCdEf0123456789_AbCdEf",
        "hf_AbCdEfGhIjKlMnOpQrStUv0123",
        "Bearer abcdef0123456789abcdef",
        "0123abcd-4567-89ab-cdef-0123456789ab:Zm9vYmFyYmF6cXV4",
        "AKIAABCDEFGHIJKLMNO7",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
        "env:sk-abcdefghijklmnop1234567890",
        "env:aB3dE5gH7jK9mN1pQ3sT5vW7",
        "file:sk-abcdefghijklmnop1234567890",
    ],
)
def test_a_secret_in_clear_is_refused_and_not_repeated(reference: str) -> None:
    with pytest.raises(SecretGivenInClear) as raised:
        check_secret_reference(reference)

    assert reference not in str(raised.value)
    assert raised.value.details == {}


@pytest.mark.parametrize(
    "reference",
    [
        "PLAMO_API_KEY",
        "env:",
        "env:1KEY",
        "env:GENKAN_SECRET_A B",
        "file:relative/path",
        "file:",
        "https://vault.example.jp/key",
        # What was not put there for endpoints: settings, other programs' secrets, other files.
        "env:GENKAN_DATABASE_URL",
        "env:GENKAN_SECRET_",
        "env:PGPASSWORD",
        "file:/etc/passwd",
        "file:/run/secrets",
        "file:/run/secrets/../../etc/passwd",
        "file:/run/secrets-of-others/key",
    ],
)
def test_another_form_is_refused(reference: str) -> None:
    with pytest.raises(SecretReferenceInvalid):
        check_secret_reference(reference)


def test_the_variable_is_read_at_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENKAN_SECRET_SOME", " first ")
    assert resolve_secret("env:GENKAN_SECRET_SOME") == "first"
    monkeypatch.setenv("GENKAN_SECRET_SOME", "second")
    assert resolve_secret("env:GENKAN_SECRET_SOME") == "second"


def test_the_file_is_read_at_the_call(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("secret\n", encoding="utf-8")

    assert resolve_secret(f"file:{tmp_path / 'token'}", folder=tmp_path) == "secret"


def test_no_reference_is_no_secret() -> None:
    assert resolve_secret("") == ""


def test_a_variable_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GENKAN_SECRET_SOME", raising=False)
    with pytest.raises(SecretMissing, match="env:GENKAN_SECRET_SOME"):
        resolve_secret("env:GENKAN_SECRET_SOME")


# A header could not carry these, or would carry more than meant.
@pytest.mark.parametrize("content", [b"", b"\n", b"a\r\nX-Other: b", "鍵".encode(), b"\xff", b"x" * 20_000])
def test_a_file_without_a_usable_secret(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "token").write_bytes(content)
    with pytest.raises(SecretMissing):
        resolve_secret(f"file:{tmp_path / 'token'}", folder=tmp_path)


def test_a_folder_is_no_secret(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    with pytest.raises(SecretMissing):
        resolve_secret(f"file:{tmp_path / 'inner'}", folder=tmp_path)


def test_a_link_does_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    folder.mkdir()
    (tmp_path / "other").write_text("secret", encoding="utf-8")
    (folder / "token").symlink_to(tmp_path / "other")
    with pytest.raises(SecretReferenceInvalid):
        resolve_secret(f"file:{folder / 'token'}", folder=folder)
