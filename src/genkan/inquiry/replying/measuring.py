"""How far the text that leaves is from the draft it was made of."""

from collections.abc import Iterable

from genkan.inquiry.reply import Measures
from genkan.kit import edit_distance


def measures(
    draft: str, sent: str, *, blocks: Iterable[str], cited_before: Iterable[str], cited_after: Iterable[str]
) -> Measures:
    """``draft`` is empty where nobody but a person made one, and ``sent`` in the language of the draft.

    ``blocks`` are the texts of the building blocks chosen; ``cited_…`` the citations of the draft and of the text.
    """
    return Measures(
        edit_distance=edit_distance(draft, sent) / max(len(draft), len(sent)) if draft else None,
        blocks_used=sum(_is_in(block, sent) for block in blocks),
        citations_changed=len(set(cited_before) ^ set(cited_after)),
    )


def _is_in(block: str, text: str) -> bool:
    return bool(block.strip()) and "".join(block.split()) in "".join(text.split())
