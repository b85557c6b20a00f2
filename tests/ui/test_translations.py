"""Whatever a person can read in Japanese can be read in English."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

import genkan
from genkan.kit import Problem
from genkan.ui import NavigationEntry
from genkan.ui.translation import Translations

SOURCE = Path(genkan.__file__).parent
LOCALES = SOURCE / "ui" / "locales" / "en"
KEYWORDS = {"_": None, "mark": None, "gettext": None, "ngettext": (1, 2)}
NOT_IMPORTED = ("genkan.__main__", "genkan.storage.migrations")  # run when imported
PLACES = re.compile(r"\{\w+\}|%\(\w+\)[sd]|%%")


def templates() -> list[Path]:
    return sorted(SOURCE.glob("*/templates/**/*.html"))


def extracted(path: Path) -> Iterator[str]:
    """The message ids of one file, plural forms as their first form."""
    method = "jinja2.ext:babel_extract" if path.suffix == ".html" else "python"
    options = {"trimmed": "true", "silent": "false", "newstyle_gettext": "true", "encoding": "utf-8"}
    with path.open("rb") as file:
        for _line, message, _comments, _context in extract(method, file, KEYWORDS, options=options):
            yield message if isinstance(message, str) else message[0]


def modules() -> Iterator[object]:
    for found in pkgutil.walk_packages([str(SOURCE)], "genkan."):
        if not found.name.startswith(NOT_IMPORTED):
            yield importlib.import_module(found.name)


def problems(of: type[Problem] = Problem) -> Iterator[type[Problem]]:
    yield of
    for kind in of.__subclasses__():
        yield from problems(kind)


def labelled() -> Iterator[Enum]:
    """The members of every enumeration with a ``label``, such as roles and outcomes."""
    for module in modules():
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, Enum) and hasattr(kind, "label"):
                yield from kind


def menu() -> Iterator[str]:
    """The titles and headings of the main menu, wherever it is put together."""
    for module in modules():
        for value in vars(module).values():
            if isinstance(value, tuple):
                entries = [entry for entry in value if isinstance(entry, NavigationEntry)]
                yield from (text for entry in entries for text in (entry.title, entry.group) if text)


def messages() -> dict[str, str]:
    """Every message id with where it comes from."""
    found: dict[str, str] = {}
    for path in [*templates(), *sorted(SOURCE.glob("**/*.py"))]:
        found.update({message: str(path.relative_to(SOURCE)) for message in extracted(path) if message})
    found.update({member.label: f"{type(member).__name__}.label" for member in labelled()})
    found.update(dict.fromkeys(menu(), "navigation"))
    for kind in problems():
        if kind.__module__.startswith("genkan."):
            found.update({text: kind.__qualname__ for text in (kind.sentence, kind.next_step) if text})
    return found


def test_every_message_has_english() -> None:
    catalogue = Translations().catalogue("en")
    missing = {
        message: place for message, place in messages().items() if catalogue.gettext(message) == message
    }
    japanese = {
        message: place for message, place in missing.items() if re.search(r"[ぁ-んァ-ヶ一-龠]", message)
    }
    assert not japanese, "add these to src/genkan/ui/locales/en/<room>.po and run `python build_assets.py`"


@pytest.mark.parametrize("path", sorted(LOCALES.glob("*.po")), ids=lambda path: path.name)
def test_the_catalogue_of_a_room_is_sound(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, locale="en")
    for message in catalogue:
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(texts), message.id
        assert not message.fuzzy, message.id
        assert all(set(PLACES.findall(text)) <= set(PLACES.findall(ids[-1])) for text in texts), message.id


def test_the_catalogues_in_use_are_those_in_the_source() -> None:
    compiled = Translations().catalogue("en")
    for path in LOCALES.glob("*.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                if message.id and isinstance(message.id, str):
                    assert compiled.gettext(message.id) == message.string, "run `python build_assets.py`"
