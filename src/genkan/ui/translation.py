"""Japanese message ids to the language of the person who reads."""

from collections.abc import Mapping
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from genkan.ui.composed import Composed
from genkan.ui.errors import AssetsNotBuilt

LANGUAGES: Mapping[str, str] = {"ja": "日本語", "en": "English"}
_LOCALES = Path(__file__).parent / "locales"


def mark(message: str) -> str:
    """Mark a Japanese text in Python code for extraction (import it as ``_``); it stays Japanese until it is shown."""
    return message


class Translations:
    """The compiled catalogues, read once. Japanese is the message id itself and needs none."""

    def __init__(self, folder: Path = _LOCALES) -> None:
        others = [language for language in LANGUAGES if language != "ja"]
        self._catalogues: dict[str, NullTranslations] = {
            "ja": NullTranslations(),
            **{language: _load(folder / language / "LC_MESSAGES" / "genkan.mo") for language in others},
        }
        self._composed = {
            language: Composed(_messages(found)) for language, found in self._catalogues.items()
        }

    def catalogue(self, language: str) -> NullTranslations:
        """The gettext catalogue of one of ``LANGUAGES``."""
        return self._catalogues[language]

    def translate(self, language: str, message: str) -> str:
        """The message in ``language``, also with its places filled; the text itself where no translation exists."""
        if not message:
            return ""
        translated = self._catalogues[language].gettext(message)
        if translated != message:
            return translated
        return self._composed[language].translate(message, inner=lambda text: self.translate(language, text))


def _load(path: Path) -> NullTranslations:
    if not path.exists():
        raise AssetsNotBuilt(name=str(path))
    with path.open("rb") as file:
        return GNUTranslations(file)


def _messages(catalogue: NullTranslations) -> dict[str, str]:
    """The messages without plural forms; Japanese has none, for its messages are their own translation."""
    found: Mapping[object, object] = vars(catalogue).get("_catalog", {})
    return {id_: text for id_, text in found.items() if isinstance(id_, str) and isinstance(text, str)}
