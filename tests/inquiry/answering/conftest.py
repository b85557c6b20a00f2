"""The library of two organisations, as the tests of the knowledge room have it."""

from tests.knowledge.conftest import room, segmenter

__all__ = ["room", "segmenter"]
