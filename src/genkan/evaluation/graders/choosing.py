"""For which choices an answer decides, after all its reasons (選択の読み取り).

What is said the more plainly counts before the rest, and of equally plain statements the last one: models reason
first. A statement that denies (「bではない」), supposes (「bなら」) or asks (「bですか」) decides for nothing.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from genkan.evaluation.graders.label_pattern import CALLED, CLOSE, LABEL, NOT_WITHIN, ONE, OPEN, SEVERAL
from genkan.evaluation.graders.labels import Labels
from genkan.evaluation.graders.reading import visible
from genkan.evaluation.graders.spelling import same_spelling

NOTHING_FITS = frozenset({0})
Places = frozenset[int]

_MARKUP = re.compile(r"[*`#$~]|\\[()\[\]]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_BOXED = re.compile(r"\\boxed\s?\{\s?(?:\\(?:text|mathrm|mathbf)\s?\{)?([^{}\n]{1,20})\}{1,2}")
_LABEL = re.compile(LABEL)
_CALL = re.compile(r"(?:the\s)?\b(?:option|choice|letter|and|or)\b", re.IGNORECASE)

_ANSWER = (
    r"(?<![不誤無未])(?:最終(?:的な)?)?(?:回答|解答|答え|答|正解|正答|結論)(?:の)?(?:選択肢|記号|番号|肢)?"
    r"(?:[】\]」』)]?\s{0,2}(?:としては?|は|が|:|=|→|⇒|-|\|)\s{0,2}[は:、,]?|\s|[】\]」』)])\s{0,4}"
)
_ENGLISH = (
    r"(?<!if )(?<!if the )\banswers?\b(?:\s(?:is|would\sbe|should\sbe))?\s{0,3}[:=>-]{0,3}\s{0,4}"
    r"|(?<!if )(?<!if the )\b(?:correct|final|best|right|my)\s(?:choice|option|solution)\b\s?(?:is|would\sbe|should\sbe|:|=)\s{0,4}:?\s{0,4}"
)
_STATED = re.compile(rf"(?:{_ANSWER}|{_ENGLISH})(?P<chosen>{SEVERAL})", re.IGNORECASE)
_STATED_LATER = re.compile(
    rf"{_ANSWER}[^。\n]{{1,60}}?{NOT_WITHIN}(?P<chosen>{ONE})(?:です|である|だ|となり|となる|と考え|が正|が適|。|$)",
    re.IGNORECASE | re.MULTILINE,
)
_BUT = re.compile(
    rf"\s?(?:では|じゃ)なく(?:て)?[、,]?\s?(?P<chosen>{ONE})|,?\sbut\s(?:rather\s)?(?P<english>{ONE})"
)
_NOT_BUT = re.compile(rf"\banswer\sis\snot\s{ONE},?\sbut\s(?:rather\s)?(?P<chosen>{ONE})", re.IGNORECASE)
_DENIED = re.compile(
    r"\s?(?:(?:では|じゃ|で)は?(?:な[いくか]|ありませ)|以外|とは(?:いえ|言え|限ら|なら)|は(?:誤|不適|間違|正しくな|適切でな|違)"
    r"|なら|だとす|とすれば|とすると|であれば|の(?:場合|とき)|で(?:しょう|す)か|か?\?|\s?(?:is\snot|isn't|is\sincorrect|is\swrong))",
    re.IGNORECASE,
)
_RIGHT = r"(?:正解|正答|答え|答|正しい|適切|妥当|該当|適当|当てはま|あてはま)"
_NOT_RIGHT = r"(?!(?:と|で)は|くな|でな|でしょうか|ですか|か?\?)"
_POINTED = re.compile(
    rf"{NOT_WITHIN}(?P<chosen>{ONE})\s?(?:"
    rf"が(?:最も|もっとも|一番)?{_RIGHT}{_NOT_RIGHT}|を(?:選(?:択|び|ぶ|ん)|回答|解答|答え)"
    r"|\s(?:is|would\sbe)\s(?:the\s)?(?:most\s)?(?:correct|right|best|appropriate))"
    rf"|(?:正し(?:い|くない)|誤っている|誤りである|(?:最も)?(?:不適切|適切|適当|妥当)(?:な|でない|ではない)|該当する)(?:もの|選択肢|記述|説明|内容|肢)(?:は|が|:)(?P<kind>{SEVERAL})"
    rf"|(?:choose|select|pick|go\swith)\s(?P<taken>{ONE})"
    rf"|(?:したがって|従って|よって|以上(?:より|から)|ゆえに|therefore|thus|hence|so)[、,\s]{{0,3}}(?P<hence>{ONE})(?=です|である|が|と|。|\.|$)",
    re.IGNORECASE | re.MULTILINE,
)
_FAULTY = re.compile(
    rf"{NOT_WITHIN}(?P<chosen>{ONE})\s?が(?:誤|不適切|間違|正しくない|適切でない)", re.IGNORECASE
)
_BARE = re.compile(
    rf"[-・>\s]{{0,4}}{ONE}\s?(?:が正解|が答え)?(?:です|だ|である|になります|となります|だ?と(?:思|考え)[^。\n]{{0,6}}|でしょう)?[。.!、\s]{{0,4}}"
)
_LEADING = re.compile(
    rf"[-・>\s]{{0,4}}{OPEN}{CALLED}{OPEN}(?P<label>{LABEL})(?:{CLOSE}(?:[.):、。:\]」,]|です|だ[。、]|である)|[」)\]])"
)
_LISTED = re.compile(rf"(?:^|[\s、。])[(「]?(?P<label>{LABEL})[.):」]")
_NOTHING = re.compile(
    r"(?:正解|正答|(?:該当する|正しい|当てはまる|適切な)(?:選択肢|もの|記述))は?(?:なし|(?:あり|ござい)ません|存在しません|ない)"
    r"|該当なし|いずれも(?:正しくな|該当しな|誤)|none of (?:the above|these|them)",
    re.IGNORECASE,
)
_MOST_WORDS_BESIDE = 60


def chosen_labels(answer: str, labels: Labels, choices: Sequence[str] = ()) -> Places | None:
    """The places of the choices an answer decides for, ``NOTHING_FITS`` where it says that none is right.

    ``None`` where it decides for nothing.
    """
    text = _plain(answer)
    ways = (_stated, _alone, _pointed, _faulty)
    found = next((chosen for way in ways if (chosen := way(text, labels))), None)
    return found or _quoted(text, choices) or (NOTHING_FITS if _NOTHING.search(text) else None)


def _plain(answer: str) -> str:
    text = unicodedata.normalize("NFKC", visible(answer))
    return _MARKUP.sub("", _BOXED.sub(r" 答え:\1 ", text)).strip()


def _stated(text: str, labels: Labels) -> Places | None:
    """「答え：b」, "The answer is (b)", \\boxed{b}; else 「正解は、…によりbです」."""
    contrasted = [(match.start(), _places(match["chosen"], labels)) for match in _NOT_BUT.finditer(text)]
    plain = [(match.start(), places) for match, places in _statements(_STATED, text, labels)]
    found = sorted([*contrasted, *plain], key=lambda one: one[0])
    if found:
        return found[-1][1]
    later = [places for _, places in _statements(_STATED_LATER, text, labels)]
    return later[-1] if later else None


def _pointed(text: str, labels: Labels) -> Places | None:
    """「bが正しい」, 「bを選びます」, 「正しいものはb」, "b is correct"."""
    found = [places for _, places in _statements(_POINTED, text, labels)]
    return found[-1] if found else None


def _faulty(text: str, labels: Labels) -> Places | None:
    """「cが誤りです」, where nothing else is said and only one is called so."""
    found = {places for _, places in _statements(_FAULTY, text, labels)}
    return found.pop() if len(found) == 1 else None


def _statements(
    pattern: re.Pattern[str], text: str, labels: Labels
) -> Iterator[tuple[re.Match[str], Places]]:
    for match in pattern.finditer(text):
        words = next((words for words in match.groupdict().values() if words), "")
        other = _BUT.match(text, match.end())
        if other is not None:
            yield match, _places(other["chosen"] or other["english"], labels)
        elif not _DENIED.match(text, match.end()):
            yield match, _places(words, labels)


def _alone(text: str, labels: Labels) -> Places | None:
    """A label that is the whole of a line, or begins the first one, where no other is."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    bare = {_places(line, labels) for line in lines if len(line) < 60 and _BARE.fullmatch(line)}
    if bare:
        return bare.pop() if len(bare) == 1 else None
    leading = [_LEADING.match(line) for line in lines]
    named = {match["label"] for match in leading if match is not None}
    first = leading[0] if leading else None
    if first is None or len(named) > 1 or _is_list(lines[0]) or _DENIED.match(lines[0], first.end()):
        return None
    return _places(first["label"], labels)


def _is_list(line: str) -> bool:
    """Whether a line tells the choices one after another: 「a. … b. …」."""
    return len({match["label"] for match in _LISTED.finditer(line)}) > 1


def _quoted(text: str, choices: Sequence[str]) -> Places | None:
    """The only choice whose words stand in a short answer."""
    words = same_spelling(text)
    spelled = {place: same_spelling(choice) for place, choice in enumerate(choices, start=1)}
    found = {place: choice for place, choice in spelled.items() if len(choice) > 1 and choice in words}
    whole = {place for place, choice in found.items() if not _is_within_other(choice, found.values())}
    if len(whole) != 1 or len(words) > len(spelled[min(whole)]) + _MOST_WORDS_BESIDE:
        return None
    return frozenset(whole)


def _is_within_other(choice: str, others: Iterable[str]) -> bool:
    return any(choice != other and choice in other for other in others)


def _places(words: str, labels: Labels) -> Places:
    """The places of the labels among words that name choices and nothing else."""
    named = (labels.places.get(match[0]) for match in _LABEL.finditer(_CALL.sub(",", words)))
    return frozenset(place for place in named if place is not None)
