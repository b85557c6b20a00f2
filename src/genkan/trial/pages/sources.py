"""Where the citations of both answers lead: to the sources below them."""

from collections.abc import Callable, Sequence

from genkan.gateway import Source
from genkan.ui import Citation
from genkan.ui import mark as _

NO_SOURCE = _("※出典なし")

Translate = Callable[[str], str]
"""A Japanese message id in the reader's language."""


def citation_of(sources: Sequence[Source], number: int) -> Citation | None:
    """The citation of a source, where there is one of this number."""
    label = next((source.label for source in sources if source.number == number), None)
    return None if label is None else Citation(f"#source-{number}", title=label)
