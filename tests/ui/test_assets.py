"""Files that browsers keep for ever, under addresses that change with them, within a budget."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from genkan.ui import Assets, AssetsNotBuilt, UnknownAsset

BUDGET = 30_000
NEVER_SHIPPED = {"axe.min.js"}


@pytest.fixture
def assets() -> Assets:
    return Assets()


def test_a_page_weighs_no_more_than_the_budget(assets: Assets) -> None:
    sizes = assets.compressed_sizes()
    assert sum(sizes.values()) <= BUDGET, sizes


def test_tools_of_the_tests_are_not_shipped(assets: Assets) -> None:
    assert not NEVER_SHIPPED & set(assets.compressed_sizes())


def test_a_file_is_kept_for_ever(assets: Assets) -> None:
    digest = assets.url("genkan.css").split("/")[2]
    response = TestClient(assets.app()).get(f"/{digest}/genkan.css")
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["content-type"] == "text/css; charset=utf-8"
    assert response.headers["content-encoding"] == "gzip"
    assert "--color-primitive-blue-900" in response.text


def test_without_compression_where_the_browser_asks_so(assets: Assets) -> None:
    digest = assets.url("genkan.js").split("/")[2]
    response = TestClient(assets.app()).get(f"/{digest}/genkan.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in response.headers
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize("path", ["/000000000000/genkan.css", "/000000000000/nothing.js"])
def test_an_old_or_wrong_address_is_not_found(assets: Assets, path: str) -> None:
    assert TestClient(assets.app()).get(path).status_code == 404


def test_a_wrong_name_in_a_template_is_an_error(assets: Assets) -> None:
    with pytest.raises(UnknownAsset):
        assets.url("nothing.css")


def test_the_version_changes_with_the_content(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a{}")
    before = Assets(tmp_path).version
    (tmp_path / "a.css").write_text("b{}")
    assert Assets(tmp_path).version != before


def test_an_unbuilt_working_copy_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(AssetsNotBuilt, match="build_assets"):
        Assets(tmp_path)
