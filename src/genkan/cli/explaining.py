"""Messages of the house for the command line, in the reader's language, and whether the build step made them."""

from genkan.kit import Problem
from genkan.ui import LANGUAGES, Assets, AssetsNotBuilt, Translations


def explain(problem: Problem, *, language: str) -> tuple[str, str]:
    """The sentence and the next step of a problem for the command line; in Japanese where nothing else was built."""
    sentence = translate(problem.sentence, language=language).format_map(problem.details)
    return sentence, translate(problem.next_step, language=language).format_map(problem.details)


def translate(message: str, *, language: str) -> str:
    """A Japanese message id for the command line; in Japanese where nothing else was built."""
    try:
        translations = Translations()
    except AssetsNotBuilt:
        return message
    return translations.translate(language if language in LANGUAGES else "ja", message)


def check_built() -> None:
    """Raises ``AssetsNotBuilt`` where the package was installed without its build step."""
    Assets()
    Translations()
