"""What a query asks for: articles by their number, regulations by their name, exact words, or a matter."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from genkan.knowledge.names.names import NameFound, Names
from genkan.knowledge.question.elsewhere import places_named, unknown_laws
from genkan.knowledge.question.meaning_asked import term_asked
from genkan.knowledge.question.meant_day import MeantDay, meant_day
from genkan.knowledge.question.references import Reference, parse_references
from genkan.knowledge.question.synonyms import Reading, Synonyms
from genkan.knowledge.text.normalise import normalise
from genkan.knowledge.text.tokenise import Segmenter, Terms, Word, bases, pairs

LONGEST = 2_000
_PHRASE = re.compile(r"[「『“\"](?P<phrase>[^「」『』“”\"\n]{2,200})[」』”\"]")
_FILLER = re.compile(
    r"(?:の(?:内容|条文|規定)|について|とは|って|教えて(?:ください)?|知りたい|見せて(?:ください)?|ください"
    r"|表示|読みたい|どこ|です|ます|[のはをがにか何\s、。?？!！・,.])++"
)
# What a question asks of the one who answers, which is no part of the matter.
_REQUEST = re.compile(
    r"次の(?:選択肢の)?うち、?|(?:に関する|の)?説明として|(?:について|として)?、?(?:最も)?(?:正しい|正しくない|誤っている|適切な|適切でない"
    r"|該当する|該当しない)(?:もの|事項|内容|条文|場合|記載)[をは]?|(?:を|について)?(?:規定|記載|定め)(?:した|している|する)?条文"
    r"|根拠(?:となる)?条文|条文|(?:を)?[1１一]つ|(?:どれ|何|いくら)か|教えて(?:下さい|ください)?|知りたい(?:です)?"
)
_BARE_NUMBER = re.compile(r"[ 　]*(?P<main>[0-9０-９]{1,4})(?P<branches>(?:[のー‐-][0-9０-９]{1,3})*)[ 　]*")
_PARTICLE = re.compile(r"(?<= )[のがをはにで](?![ぁ-ゖ])")
_SHORT = 20
_LINE = re.compile(r"[^\n]+")
_MOST_PARTS = 8
# One character may be written with several: with its mark (「カ」 and 「゛」), or with 「第」.
_LONGEST_CHARACTER = 4


@dataclass(frozen=True)
class Question:
    """A query understood.

    ``references`` are articles it names; ``names`` the keys of regulations it names; ``phrases`` words that must
    stand as they are; ``pairs`` and ``words`` the terms of what it is about beside these, each once; ``readings``
    everyday words with their legal ones; ``day`` the day whose law is asked for. ``is_look_up``: nothing is left beside the names and references.
    ``was_cut``: it was longer than 2,000 characters. ``written`` is each of ``words`` as it stands in the question.
    ``places`` are towns and countries that it names, ``unknown_laws`` what it calls a law and no regulation is called;
    ``term`` is what it asks the meaning of. ``parts`` are the terms of each line of a question of several lines, such as
    one with the answers to choose from.
    """

    text: str
    references: tuple[Reference, ...]
    names: tuple[str, ...]
    phrases: tuple[str, ...]
    pairs: tuple[str, ...]
    words: tuple[str, ...]
    surfaces: tuple[str, ...]
    readings: tuple[Reading, ...]
    is_look_up: bool
    was_cut: bool
    day: MeantDay | None = None
    written: Mapping[str, str] = field(default_factory=dict[str, str])
    places: tuple[str, ...] = ()
    unknown_laws: tuple[str, ...] = ()
    term: str = ""
    parts: tuple[Terms, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it has nothing that could be found."""
        return not (
            self.pairs or self.words or self.references or self.names or self.phrases or self.character
        )

    @property
    def character(self) -> str:
        """The character of a question that has only one; empty otherwise."""
        if len(self.text) > _LONGEST_CHARACTER:
            return ""
        normalised = normalise(self.text).strip()
        return normalised if len(normalised) == 1 and normalised.isalnum() else ""


def understand(query: str, *, names: Names, synonyms: Synonyms, segmenter: Segmenter) -> Question:
    """Read a query of any length and content; it is cut at 2,000 characters."""
    text = query.strip()[:LONGEST]
    day = meant_day(text)
    text = _without(text, [day.place]).strip() if day else text
    found = names.find(text)
    references = parse_references(text, found=found) or _bare_reference(text, found)
    places = [reference.place for reference in references] + [(name.start, name.end) for name in found]
    left = _without(text, places)
    matter = _REQUEST.sub(" ", _PARTICLE.sub(" ", left))
    normalised = normalise(matter)
    words = segmenter.cut(normalised)
    return Question(
        text=text,
        references=references,
        names=tuple(dict.fromkeys(name.key for name in found)),
        phrases=_phrases(text, left, names),
        pairs=tuple(dict.fromkeys(pairs(normalised))),
        words=tuple(dict.fromkeys(bases(words))),
        surfaces=_surfaces(normalised, words),
        readings=synonyms.read(normalised, words=words),
        is_look_up=bool(places) and _FILLER.fullmatch(left or " ") is not None,
        was_cut=len(query.strip()) > LONGEST,
        day=day,
        written={word.base: normalised[word.start : word.end] for word in reversed(words) if word.base},
        places=places_named(normalised, words),
        unknown_laws=unknown_laws(text, besides=places),
        term=term_asked(left),
        parts=tuple(_parts(normalised, words)),
    )


def _parts(normalised: str, words: Sequence[Word]) -> Iterator[Terms]:
    """The terms of the first lines that hold any; nothing where there is but one."""
    lines = [line for line in _LINE.finditer(normalised) if pairs(line.group())][:_MOST_PARTS]
    for line in lines if len(lines) > 1 else ():
        of_line = (word for word in words if line.start() <= word.start < line.end())
        yield Terms(pairs(line.group()), bases(of_line))


def _bare_reference(text: str, found: Sequence[NameFound]) -> tuple[Reference, ...]:
    """「民法709」: the name of a regulation and a number, and nothing else."""
    number = _BARE_NUMBER.fullmatch(text, found[0].end) if len(found) == 1 and not found[0].start else None
    if number is None:
        return ()
    written = [number["main"], *re.split("[のー‐-]", number["branches"])[1:]]
    article = "_".join(str(int(part)) for part in written)
    return (Reference(text[: found[0].end], article, None, None, (0, len(text))),)


def _phrases(text: str, left: str, names: Names) -> tuple[str, ...]:
    """What stands in quotation marks, unless it is the name of a regulation.

    In a whole sentence, quotation marks demand nothing: only beside a few words do they.
    """
    if len("".join(_PHRASE.sub("", left).split())) > _SHORT:
        return ()
    quoted = (match["phrase"].strip() for match in _PHRASE.finditer(text))
    return tuple(dict.fromkeys(p for p in quoted if p and "".join(normalise(p).split()) not in names.keys))


def _surfaces(normalised: str, words: Sequence[Word]) -> tuple[str, ...]:
    """Words as written, for marking them in what was found."""
    written = (normalised[word.start : word.end] for word in words if word.base)
    return tuple(dict.fromkeys(surface for surface in written if _is_worth_marking(surface)))


def _is_worth_marking(surface: str) -> bool:
    return len(surface) > 1 and re.fullmatch("[ぁ-ゖー]{1,2}", surface) is None


def _without(text: str, places: Sequence[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in places:
        characters[start:end] = " " * (end - start)
    return "".join(characters)
