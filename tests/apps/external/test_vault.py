"""Sealed keys and pseudonyms."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from genkan.apps.external.vault import Vault, open_vault

VAULT = Vault(lambda: "例示の秘密")


@given(st.text(min_size=1, max_size=200))
def test_what_is_sealed_comes_back_and_is_not_to_be_seen(key: str) -> None:
    sealed = VAULT.seal(key, bound_to="a")
    assert VAULT.unseal(sealed, bound_to="a") == key
    assert sealed != VAULT.seal(key, bound_to="a")
    assert len(key) < 4 or key not in sealed


def test_it_opens_for_one_app_and_one_installation_only() -> None:
    sealed = VAULT.seal("key", bound_to="a")
    assert VAULT.unseal(sealed, bound_to="b") is None
    assert Vault(lambda: "別の秘密").unseal(sealed, bound_to="a") is None
    assert VAULT.unseal("rubbish", bound_to="a") is None
    assert VAULT.unseal(sealed[:-8] + "AAAAAAA=", bound_to="a") is None


def test_a_pseudonym_is_stable_and_joins_no_two_apps() -> None:
    assert VAULT.pseudonym("hanako", towards="a") == Vault(lambda: "例示の秘密").pseudonym(
        "hanako", towards="a"
    )
    names = {VAULT.pseudonym(person, towards=app) for person in ("hanako", "taro") for app in ("a", "b")}
    assert len(names) == 4 and all(name.isalnum() and len(name) == 32 for name in names)
    assert VAULT.pseudonym("hanako", towards="a") != Vault(lambda: "別の秘密").pseudonym(
        "hanako", towards="a"
    )


def test_a_session_is_a_random_looking_uuid() -> None:
    first, other = (VAULT.session("0190", towards=app) for app in ("a", "b"))
    assert UUID(first).version == 4 and first != other
    assert first == VAULT.session("0190", towards="a")


def test_the_secret_of_a_folder_is_made_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        vaults = list(pool.map(lambda _: open_vault(tmp_path), range(8)))
    assert len({vault.pseudonym("hanako", towards="a") for vault in vaults}) == 1
    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    given = open_vault(tmp_path, secret="別に与えた秘密")
    assert given.pseudonym("hanako", towards="a") != vaults[0].pseudonym("hanako", towards="a")
