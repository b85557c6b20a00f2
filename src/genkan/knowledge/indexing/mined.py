"""Short names of laws, mined from what documents say themselves: 「以下「通則法」という。」."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from genkan.knowledge.index import IndexedDocument
from genkan.knowledge.index.links import Definition
from genkan.knowledge.names.names import name_key
from genkan.knowledge.names.register import names_of

# A name counts where two documents at least give it and nine in ten of them to the same law: 「特別措置法」, which every
# document gives to another law, names none.
_LEAST, _AGREED = 2, 0.9
_NAME = re.compile(r"(?!旧|新|改正|整備|特例|経過|施行|明治|大正|昭和|平成|令和|同).{2,}(?:法|令|規則|規程)")


def mined_names(
    documents: Sequence[IndexedDocument], *, definitions: Mapping[str, Sequence[Definition]]
) -> dict[str, list[str]]:
    """The short names that these documents give to one another, by the id of the document they stand for."""
    by_name = {name_key(name): document.id for document in documents for name in names_of(document)}
    given: dict[str, Counter[str]] = {}
    for document in documents:
        for definition in definitions.get(document.id, ()):
            target = by_name.get(definition.name)
            if target and _NAME.fullmatch(definition.alias):
                given.setdefault(definition.alias, Counter())[target] += 1
    mined: dict[str, list[str]] = {}
    for alias, targets in given.items():
        target, count = targets.most_common(1)[0]
        if count >= _LEAST and count >= targets.total() * _AGREED:
            mined.setdefault(target, []).append(alias)
    return mined
