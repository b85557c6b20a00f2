"""The seven model files, and the loader that is strict with them."""

from pathlib import Path

import pytest

from genkan.catalogue import Claim, load_models
from genkan.catalogue.errors import ModelFileInvalid

GOOD = """
id = "x"
title = "X"
[maker]
value = "A"
source = "s"
[origin]
ask = "?"
[size]
ask = "?"
[context]
ask = "?"
[licence]
ask = "?"
[serving]
ask = "?"
[protocols]
value = ["openai_chat"]
source = "s"
ask_maker = ["?"]
[sibling]
ask = "?"
[note]
ask = "?"
[sources.s]
title = "a page"
"""


def test_the_seven_models() -> None:
    assert [model.title for model in load_models()] == [
        "CC Gov-LLM",
        "cotomi v3",
        "Llama-3.1-ELYZA-JP-70B",
        "PLaMo 2.0 Prime",
        "Sarashina2 mini",
        "Takane 32B",
        "tsuzumi 2",
    ]


def test_every_claim_has_a_source_or_a_question_to_the_maker() -> None:
    for model in load_models():
        for name in model.__struct_fields__:
            claim = getattr(model, name)
            if isinstance(claim, Claim):
                assert (claim.value is None) == (not claim.source) == bool(claim.ask), (model.id, name)


def test_every_source_is_used_and_has_a_day_where_it_has_an_address() -> None:
    for model in load_models():
        claims = [getattr(model, name) for name in model.__struct_fields__]
        used = {getattr(claim, "source", "") for claim in claims} - {""}
        assert used == set(model.sources), model.id
        assert all((source.read is not None) == bool(source.url) for source in model.sources.values())


def test_nothing_is_claimed_of_a_model_of_which_nothing_is_published() -> None:
    model = next(model for model in load_models() if model.id == "cc-gov-llm")

    assert model.size == Claim(ask="パラメーター数")
    assert not model.protocols.published


# (what is changed in a good file, what the error says)
BROKEN = [
    # Unknown keys, at the top and within.
    (("title =", 'colour = "red"\ntitle ='), "unknown field `colour`"),
    (("[maker]", '[maker]\nsauce = "s"'), "unknown field `sauce` - at `$.maker`"),
    # A missing claim, and values of the wrong kind.
    (("[note]", "[sources.note]\ntitle = 'x'\n[sources.other]"), ""),
    (('value = "A"', "value = 7"), "`$.maker.value`"),
    (('value = "A"', 'value = ""'), "`$.maker.value`"),
    # Contradictions.
    (('id = "x"', 'id = "y"'), "id is not the name of the file"),
    (('source = "s"\n[origin]', 'source = "t"\n[origin]'), "maker.source: not among sources"),
    (('source = "s"\n[origin]', "[origin]"), "maker.source: not among sources"),
    (("[origin]\n", '[origin]\nsource = "s"\n'), "origin.source: a claim without value has no source"),
    (('[size]\nask = "?"', "[size]"), "size.ask: say what to ask the maker"),
    (('ask_maker = ["?"]', ""), "protocols.ask_maker: say what to ask the maker"),
    (('ask_maker = ["?"]', 'ask_maker = [""]'), "ask_maker"),
    (('"openai_chat"', '"telepathy"'), "protocols.value: unknown protocol: telepathy"),
    (('title = "a page"', 'title = "a page"\nurl = "ftp://x"'), "`$.sources"),
    # Not TOML at all.
    (("id =", "id"), "Expected"),
]


@pytest.mark.parametrize(("change", "says"), BROKEN)
def test_a_broken_file_is_named_with_its_key(change: tuple[str, str], says: str, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(GOOD.replace(*change, 1), encoding="utf-8")
    with pytest.raises(ModelFileInvalid) as raised:
        load_models(tmp_path)

    assert "x.toml" in str(raised.value)
    assert says in str(raised.value)


def test_a_good_file(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "readme.txt").write_text("not a model", encoding="utf-8")

    assert [model.id for model in load_models(tmp_path)] == ["x"]


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ModelFileInvalid):
        load_models(tmp_path)
