"""Addresses of houses: a municipality, a place in it, and the number of the block or house."""

import re
from collections.abc import Iterator

from genkan.policy.personal_data.folding import compact
from genkan.policy.personal_data.kind import Finding, Kind

_NAME = "ぁ-んァ-ヶ々一-龠"
_NUMBER = r"[0-9十百]{1,5}+"
# What an address ends in; it begins with a set of characters, which the search needs to be fast.
_HOUSE = re.compile(
    r"[0-9十百](?<![0-9十百][0-9十百])[0-9十百]{0,4}+"
    rf"(?:丁目(?:[ -]?{_NUMBER}(?:番地?|号|-|の)?){{0,4}}+"
    rf"|番地(?:の?{_NUMBER})?+"
    rf"|番 ?{_NUMBER}号"
    r"|-[0-9]{1,4}+(?:-[0-9]{1,4}+){0,2}+)"
    r"(?![0-9年月日条項点人円件割%])"
)
# The municipality's last character, not as part of 「市長」「区分」「町の」 and the like, and the place in it.
_PLACE = re.compile(
    rf"[都府県市区町村郡](?![のはがをにでとへもや長役民立内外分域議政営税道条職場況価])"
    rf"(?:[東西南北]{{1,2}}[0-9十]{{1,3}}条)?[{_NAME}]{{0,14}}\Z(?<![第条項号月日年約計])"
)
_PLACE_REACH = 24
_REACH = 16
_PLACE_BEFORE = re.compile(rf"[{_NAME}]*\Z")
_PREFECTURE = re.compile(
    "北海道|青森県|岩手県|宮城県|秋田県|山形県|福島県|茨城県|栃木県|群馬県|埼玉県|千葉県|東京都|神奈川県|新潟県"
    "|富山県|石川県|福井県|山梨県|長野県|岐阜県|静岡県|愛知県|3重県|滋賀県|京都府|大阪府|兵庫県|奈良県|和歌山県"
    "|鳥取県|島根県|岡山県|広島県|山口県|徳島県|香川県|愛媛県|高知県|福岡県|佐賀県|長崎県|熊本県|大分県|宮崎県"
    "|鹿児島県|沖縄県"
)
_PARTICLES = re.compile(r".*[はがをにでへ、]")


def find_addresses(folded: str) -> Iterator[Finding]:
    """Every address that goes down to the block or the house."""
    for match in _HOUSE.finditer(folded):
        reach = max(0, match.start() - _PLACE_REACH)
        place = _PLACE.search(folded[reach : match.start()])
        if place:
            start = _beginning(folded, reach + place.start())
            yield Finding(Kind.ADDRESS, start, match.end(), compact(folded[start : match.end()]).text)


def _beginning(folded: str, place: int) -> int:
    """Where the address begins: at its prefecture, or else at the name of the municipality."""
    reach = max(0, place - _REACH)
    before = folded[reach : place + 1]
    prefecture = _PREFECTURE.search(before)
    if prefecture:
        return reach + prefecture.start()
    name = _PLACE_BEFORE.search(before)
    named = name.start() if name else len(before)
    particle = _PARTICLES.match(before, named)
    return reach + (particle.end() if particle else named)
