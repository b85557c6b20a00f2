"""How Japanese texts spell a reference to an article, and the names of what they refer to."""

import re

_S = r"[ \t　]{0,4}"
_DIGIT = "[0-9０-９〇一二三四五六七八九十百千]"
_N = rf"{_DIGIT}{{1,12}}+(?!{_DIGIT})"
_SEVERAL = "[二三四五六七八九]"
_BRANCHES = rf"(?:{_S}[のノ之]{_S}{_N}(?![部般切定方覧員括致つ人日年月回件])){{0,8}}"
_WITHIN = (
    rf"(?:{_S}(?:第?{_S}(?P<paragraph>{_N}){_S}項|(?P<circled>[①-⑳])))?"
    rf"(?:{_S}第?{_S}(?P<item>{_N}){_S}号(?P<item_branches>{_BRANCHES}))?"
)
REFERENCE = re.compile(
    rf"(?P<supplement>附{_S}則{_S})?"
    rf"(?:(?:(?P<ordinal>第){_S}|(?<!{_DIGIT}))(?P<article>{_N}){_S}条(?P<branches>{_BRANCHES})(?!例|件|約|文|理)"
    rf"|(?P<relative>同条|本条|次条|前{_SEVERAL}?条)(?!件|例|約)){_WITHIN}"
    rf"|附{_S}則{_S}第?{_S}(?P<supplement_paragraph>{_N}){_S}項"
)


def _item(name: str) -> str:
    """An item (号) as a group of that name."""
    return rf"(?:第{_S}|(?<!{_DIGIT}))(?P<{name}>{_N}){_S}号(?!議案|様式|事件|機)(?P<{name}_branches>{_BRANCHES})"


WITHIN_ARTICLES = re.compile(
    rf"{REFERENCE.pattern}"
    rf"|(?:(?P<same_paragraph>同項|次項|前{_SEVERAL}?項)|第{_S}(?P<other_paragraph>{_N}){_S}項)"
    rf"(?:{_S}{_item('inner_item')})?"
    rf"|{_item('other_item')}"
)
BETWEEN = re.compile(rf"[*_`]*[」』】]?[*_`]*{_S}(?:[（(][^（）()]{{0,60}}[）)])?{_S}[の,、]?{_S}$")
KIND = (
    "憲法|法律|法|政令|省令|府令|施行令|令|施行規則|規則|規程|規定|訓令|条例|要綱|要領|基準|指針|細則|内規|規約|通達|告示"
    "|ガイドライン|マニュアル|手引"
)
_WORD = r"[一-龠々〆ァ-ヶーA-Za-zＡ-Ｚａ-ｚ0-9０-９・]"
GLUED = re.compile(r"[一-龠々〆ァ-ヶー]+$")
PLAIN_NAME = re.compile(rf"(?P<name>{_WORD}*(?:{KIND}))$")
ABOUT_NAME = re.compile(
    rf"(?P<name>[^、。，．：；！？:;!?|#>「」『』（）()\[\]\s*はがでも]{{1,60}}に関する{_WORD}*(?:{KIND}))$"
)
QUOTED_NAME = re.compile(rf"[「『](?P<name>[^「」『』]{{1,60}}(?:{KIND}))$")
NEUTRAL = re.compile(
    r"(?:当該|上記|前記|下記|前述|上述|現行|現在|改正後|今回|一方|例|各|省内|本省|当省|庁内|市の|省の)+"
)
LEADS_ON = re.compile(r"(?:[ぁ-とな-ねは-ゖ]|(?:日本|我が国|わが国|国)の)$")
SAME_NAME = re.compile(rf"同(?:{KIND})$")
THIS_NAME = re.compile(rf"(?:この|本)(?:{KIND})$")
JOINED = re.compile(rf"{_S}(?:、|,|，|及び|並びに|又は|若しくは|から|と|・|～|~|−|まで){{0,8}}{_S}$")
ADDED = re.compile(
    rf"{_S}(?:、|,|，|及び|並びに|又は|若しくは|および|または|から|と|や|・|～|~|−|まで|の){{0,8}}{_S}$"
)
DEFINITION = re.compile(
    r"[（(][^（）()「」『』]{0,60}以下[、，]?[^（）()「」『』]{0,20}[「『“\"](?P<alias>[^「」『』“”\"（）()]{1,40})[」』”\"]"
    r"[^（）()]{0,20}[）)]"
)
