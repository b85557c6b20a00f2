"""A question as it comes from a form, before anything is checked."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a person typed and chose.

    ``collection_ids`` is ``None`` where the form offered no collections: then the usual ones are searched.
    ``sending_id`` is new on every form that is drawn, so that the same form sent twice asks once.
    """

    question: str
    deployment_id: str
    searches: bool = True
    collection_ids: tuple[str, ...] | None = None
    sending_id: str = ""
