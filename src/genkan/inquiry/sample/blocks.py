"""Building blocks that the fictional organisations say again and again."""

import tomllib
from importlib.resources import files

import msgspec


class SampleBlock(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A building block; ``topic`` is the id of a packaged topic, empty for all."""

    label: str
    text: str
    topic: str = ""


class _Blocks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    block: tuple[SampleBlock, ...]


def sample_blocks() -> tuple[SampleBlock, ...]:
    """The blocks of ``blocks.toml``; an unknown key is refused with ``msgspec.ValidationError``."""
    text = (files("genkan.inquiry.sample") / "blocks.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Blocks).block
