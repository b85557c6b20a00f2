"""The numbers that Word prints before the paragraphs of a list, which stand nowhere in its text."""

from dataclasses import dataclass, field

from lxml.etree import _Element as Element  # pyright: ignore[reportPrivateUsage]

from genkan.knowledge.parse.identity import in_kanji
from genkan.knowledge.parse.office.package import child, local, value

_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LEVELS = 9


@dataclass(frozen=True)
class _Level:
    form: str
    pattern: str
    start: int


@dataclass
class _List:
    """A list that is being counted; ``reached`` has the number of each level, 0 where it has not begun."""

    levels: dict[int, _Level]
    reached: list[int] = field(default_factory=lambda: [0] * _LEVELS)

    def step(self, depth: int) -> str:
        level = self.levels.get(depth)
        if level is None:
            return ""
        self.reached[depth] = self.reached[depth] + 1 if self.reached[depth] else level.start
        self.reached[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        label = level.pattern
        for place in range(depth + 1):
            upper = self.levels.get(place, level)
            label = label.replace(f"%{place + 1}", printed(self.reached[place] or upper.start, upper.form))
        return "・" if level.form == "bullet" else label.strip()


class Numbering:
    """Counts the lists of one document in the order of their paragraphs."""

    def __init__(self, part: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        abstract: dict[str, _List] = {}
        for element in part if part is not None else ():
            if local(element) == "abstractNum":
                abstract[value(element, "abstractNumId")] = _List(_levels(element))
            elif local(element) == "num" and (found := abstract.get(value(child(element, "abstractNumId")))):
                self._lists[value(element, "numId")] = found

    def label(self, properties: Element | None) -> str:
        """The number of a paragraph with these list properties; empty where it is in no list."""
        found = self._lists.get(value(child(properties, "numId")))
        depth = value(child(properties, "ilvl")) or "0"
        return found.step(min(int(depth), _LEVELS - 1)) if found and depth.isdecimal() else ""


def printed(number: int, form: str) -> str:
    """A number in one of Word's forms; in digits where the form is not known here."""
    if form in {"japaneseCounting", "japaneseLegal", "japaneseDigitalTenThousand", "ideographDigital"}:
        return in_kanji(number)
    if form.startswith("decimalFullWidth"):
        return str(number).translate(_WIDE)
    if form == "decimalEnclosedCircle":
        return chr(ord("①") + number - 1) if 0 < number <= 20 else f"({number})"
    if form.startswith(("iroha", "aiueo")):
        letters = _IROHA if form.startswith("iroha") else _AIUEO
        return letters[(number - 1) % len(letters)]
    return _latin(number, form)


def _latin(number: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form not in {"lowerRoman", "upperRoman"}:
        return str(number)
    text, rest = "", number
    for size, letters in _ROMAN:
        text += letters * (rest // size)
        rest %= size
    return text.upper() if form == "upperRoman" else text


def _levels(element: Element) -> dict[int, _Level]:
    return {
        int(value(each, "ilvl") or 0): _Level(
            form=value(child(each, "numFmt")) or "decimal",
            pattern=value(child(each, "lvlText")),
            start=_start(value(child(each, "start"))),
        )
        for each in element
        if local(each) == "lvl" and (value(each, "ilvl") or "0").isdecimal()
    }


def _start(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 9 else 1
