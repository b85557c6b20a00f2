"""Apps as the command line shows them: by the name that a command wants, and by what people read."""

from collections.abc import Mapping


def named_with_title(name: str, titles: Mapping[str, str]) -> str:
    """``diet-search（国会答弁検索）``; the name alone where nothing else is known."""
    title = titles.get(name, "")
    return f"{name}（{title}）" if title and title != name else name
