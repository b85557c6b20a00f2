"""The two languages of the command line, side by side where they are used."""

from collections.abc import Callable

Words = Callable[[str, str], str]


def words_of(language: str) -> Words:
    """A chooser between a Japanese and an English text."""

    def choose(japanese: str, english: str) -> str:
        return english if language == "en" else japanese

    return choose
