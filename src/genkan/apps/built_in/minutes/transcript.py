"""A transcript (文字起こし): its lines with numbers, who speaks, and which lines tell of decisions and of work to do."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_STAMP = re.compile(
    r"^(?:[\[(（]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])）]?"
    r"(?:\s*-->\s*\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)?\s*)"
)
_COLON = re.compile(r"^[○◯〇●]?\s*(?P<speaker>[^：:。、\s][^：:。、]{0,29}?)\s*[：:]\s*(?P<said>.+)$")
_CIRCLE = re.compile(r"^[○◯〇●]\s*(?P<speaker>[^：:。、\s]{1,30})[　\s]+(?P<said>.+)$")
_BRACKET = re.compile(r"^[【［\[](?P<speaker>[^】］\]\d]{1,30})[】］\]]\s*(?P<said>.+)$")
_DECIDED = re.compile(
    r"(?:決定|決まり|決め(?:ます|た|ました)|了承|承認|合意|可決|採択|異議(?:なし|ありません)|ことと(?:します|する|いたします))"
)
_TO_DO = re.compile(
    r"(?:宿題|までに|持ち帰|次回まで|確認(?:します|してください|をお願い)|作成(?:します|してください)|提出(?:します|してください)"
    r"|対応(?:します|してください)|調整(?:します|してください)|お願いします|担当(?:します|してください))"
)
_NO_SPEECH = ("WEBVTT", "# ")


@dataclass(frozen=True)
class Line:
    """A line that is not blank: its number from 1, its speaker, empty where nobody is named, and what is said."""

    number: int
    speaker: str
    said: str

    @property
    def reference(self) -> str:
        """「L12」, as the minutes refer to it."""
        return f"L{self.number}"


@dataclass(frozen=True)
class Speaker:
    """Who spoke, how often, and how many characters."""

    name: str
    utterances: int
    characters: int


def read_transcript(text: str) -> tuple[Line, ...]:
    """The lines without time stamps, numbers of subtitles and titles of files; a line that names nobody goes on with whoever spoke before."""
    lines: list[Line] = []
    speaker = ""
    for written in text.splitlines():
        bare = _STAMP.sub("", written.strip()).strip()
        if not bare or bare.startswith(_NO_SPEECH) or bare.isdecimal():
            continue
        named = _COLON.match(bare) or _CIRCLE.match(bare) or _BRACKET.match(bare)
        if named:
            speaker, bare = named["speaker"].strip(), named["said"].strip()
        lines.append(Line(len(lines) + 1, speaker, bare))
    return tuple(lines)


def speakers_of(lines: Iterable[Line]) -> tuple[Speaker, ...]:
    """Everyone in the order of their first words; lines one after another by the same person are one utterance."""
    counts: dict[str, tuple[int, int]] = {}
    before = ""
    for line in lines:
        if line.speaker:
            utterances, characters = counts.get(line.speaker, (0, 0))
            counts[line.speaker] = (utterances + (line.speaker != before), characters + len(line.said))
        before = line.speaker
    return tuple(Speaker(name, *each) for name, each in counts.items())


def decisions_in(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines with words of deciding."""
    return tuple(line for line in lines if _DECIDED.search(line.said))


def tasks_in(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines with words of asking for or promising work."""
    return tuple(line for line in lines if _TO_DO.search(line.said))


def numbered(lines: Sequence[Line]) -> str:
    """The transcript as the model reads it: 「L12　例示課長：…」."""
    return "\n".join(
        f"{line.reference}　{line.speaker}：{line.said}" if line.speaker else f"{line.reference}　{line.said}"
        for line in lines
    )
