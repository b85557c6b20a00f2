"""Putting back, for the person who asked, what was masked for the model."""

from collections.abc import Mapping

from genkan.policy import restore


class Restoration:
    """The masked words of one call."""

    def __init__(self, originals: Mapping[str, str]) -> None:
        self._originals = originals

    def restore(self, text: str) -> str:
        """The text with placeholders replaced; the same text where nothing was masked."""
        return restore(text, originals=self._originals) if self._originals else text
