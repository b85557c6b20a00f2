"""Services that offer models: every capability has a source, and the door understands all of them."""

from pathlib import Path

import pytest

from genkan.catalogue import (
    Offering,
    capabilities_with,
    load_models,
    load_offerings,
    offering_at,
    offering_named,
)
from genkan.catalogue.errors import ModelFileInvalid
from genkan.providers import read_capabilities

OFFERINGS = load_offerings()
GOOD = """
id = "service"
title = "提供サービス"
address = "https://api.example.jp/v1"
protocol = "openai_chat"
models = ["plamo-2.0-prime"]
capabilities.choices = { value = [1], source = "manual" }
sources.manual = { title = "仕様書", url = "https://docs.example.jp", read = 2026-11-22 }
"""


@pytest.mark.parametrize("offering", OFFERINGS, ids=lambda offering: offering.id)
def test_the_door_understands_what_is_declared_and_knows_the_models(offering: Offering) -> None:
    read_capabilities(offering.as_capabilities())

    assert offering.capabilities
    assert set(offering.models) <= {model.id for model in load_models()}
    assert all(source.read or not source.url for source in offering.sources.values())


def test_the_services_of_the_makers_are_there() -> None:
    assert [offering.id for offering in OFFERINGS] == ["plamo-api", "sakura-ai-engine"]
    plamo, sakura = (read_capabilities(offering.as_capabilities()) for offering in OFFERINGS)

    assert (plamo.choices, plamo.missing_key_status) == (frozenset({1, 2}), 400)
    assert sakura.accepts == {"max_tokens", "tools", "tool_choice"}


# (what is asked for, the id that is found)
NAMES = [
    ("plamo-api", "plamo-api"),
    ("plamo", "plamo-api"),
    ("sakura", "sakura-ai-engine"),
    ("", None),
    ("x", None),
]


@pytest.mark.parametrize(("name", "found"), NAMES)
def test_a_service_is_found_by_the_beginning_of_its_id(name: str, found: str | None) -> None:
    offering = offering_named(name, OFFERINGS)
    assert (offering.id if offering else None) == found


def test_a_service_is_found_by_its_address_alone() -> None:
    found = offering_at(" https://api.platform.preferredai.jp/v1/ ", OFFERINGS)

    assert found is not None
    assert found.id == "plamo-api"
    assert offering_at("https://api.platform.preferredai.jp.example/v1", OFFERINGS) is None


def test_what_was_stated_wins() -> None:
    capabilities = capabilities_with(OFFERINGS[0], {"choices": [1], "streams": False})

    assert (capabilities["choices"], capabilities["streams"]) == ([1], False)
    assert capabilities["missing_key_status"] == 400
    assert capabilities_with(None, {"streams": False}) == {"streams": False}


# (what is changed in a good file, what the error says)
BROKEN = [
    (('source = "manual"', 'source = "other"'), "capabilities.choices.source"),
    (("openai_chat", "openai"), "protocol"),
    (('id = "service"', 'id = "services"'), "id is not the name of the file"),
    (("title =", "name ="), "name"),
]


@pytest.mark.parametrize(("change", "says"), BROKEN)
def test_a_broken_file_is_named_with_its_key(change: tuple[str, str], says: str, tmp_path: Path) -> None:
    (tmp_path / "service.toml").write_text(GOOD.replace(*change), "utf-8")
    with pytest.raises(ModelFileInvalid) as raised:
        load_offerings(tmp_path)

    assert raised.value.details["file"] == "service.toml"
    assert says in str(raised.value.details["reason"])
