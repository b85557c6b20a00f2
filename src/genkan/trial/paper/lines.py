"""Where a line of print may end: between the phrases of a heading, never within an interval."""

import re

_PHRASE = re.compile(r"(?<=[ぁ-ん・、])(?=[^ぁ-ん・、）\s])|(?<=.)(?=（)")
_INTERVAL = re.compile(r"([（(]?-?\d[\d,.]*[～–]-?\d[\d,.]*%?[）)]?)")


def phrases(heading: str) -> list[str]:
    """「受け入れられた」「回答」「（件）」 of one heading, its lines ending after particles; words between spaces whole."""
    return [heading] if " " in heading else _PHRASE.split(heading)


def pieces(text: str) -> list[str]:
    """The text cut at its intervals, which stand at the odd places: 「勝率は」「（60.5～65.3%）」「である。」"""
    return _INTERVAL.split(text)
