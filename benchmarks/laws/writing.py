"""Texts while they are written, and where in them the references stand."""

import random
import re
from dataclasses import dataclass, field

_PLAIN = (
    "{}は、この場合の手続を定めています。",
    "根拠は{}です。",
    "申請の期限については、{}を確認してください。",
    "この点は、{}に規定されている。",
    "- 根拠規定：{}\n- 所管：担当課\n",
    "**{}**により、届出が必要となります。",
    "まず{}を、次に担当課の内規を確認します。",
    "なお、{}の適用については、所管課に照会すること。",
    "したがって{}に基づき処理するのが相当です。",
    "## 根拠\n\n{}による。\n",
    "詳しくは担当者に確認が必要ですが（{}参照）、原則として認められます。",
    "{}の趣旨に照らし、例外は限定的に解すべきである。",
)
_QUOTING = (
    "{ref}は、「{words}」と定めています。",
    "「{words}」（{ref}）とされています。",
    "{ref}には「{words}」とあります。",
    "{ref}は、次のとおり定める。\n\n> {words}\n",
    "{ref}において『{words}』と規定されている。",
    "「{words}」と、{ref}が定めている。",
    "この点につき{ref}が「{words}」としているため、対象となります。",
)


@dataclass(frozen=True)
class Planted:
    """A reference from ``start`` to ``end``; ``wrong`` is the kind of its error, empty where it is right."""

    start: int
    end: int
    wrong: str


@dataclass
class Writing:
    """A text while it is written."""

    text: str = ""
    planted: list[Planted] = field(default_factory=list[Planted])

    def say(self, template: str, reference: str, *, wrong: str = "", words: str = "") -> None:
        """Add a sentence; the reference stands where the template has its place."""
        before, behind = re.split(r"\{(?:ref)?\}", template, maxsplit=1)
        before, behind = before.replace("{words}", words), behind.replace("{words}", words)
        start = len(self.text) + len(before)
        self.text += before + reference + behind
        self.planted.append(Planted(start, start + len(reference), wrong))

    def plain(self, reference: str, draw: random.Random, *, wrong: str = "") -> None:
        """Add a sentence that only names an article."""
        self.say(draw.choice(_PLAIN), reference, wrong=wrong)

    def quote(self, reference: str, words: str, draw: random.Random, *, wrong: str = "") -> None:
        """Add a sentence that quotes an article."""
        self.say(draw.choice(_QUOTING), reference, wrong=wrong, words=words)
