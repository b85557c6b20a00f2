"""How a label looks where an answer names a choice, as parts of regular expressions (記号の読み取り).

Every repetition is bounded, so that no text takes more than a time proportional to its length.
"""

_COUNTERS = r"つ(?!目)|個|年|月|日|条|項|号|点|人|名|件|%|割|円|回|時|分|週|か月|か所|ヶ|箇|以上|以下|以内|級|次|段階|種|類|者|歳|倍|[.,][0-9]"
_WORDS_AFTER_A = r"(?:because|since|as|and|or|is|but)\b"
LABEL = (
    r"(?:[B-HJ-Zb-hj-z](?![A-Za-z0-9'’])"
    rf"|[AIai](?![A-Za-z0-9'’])(?![ \t]{{1,3}}(?!{_WORDS_AFTER_A})[A-Za-z])"
    rf"|[1-9](?![0-9A-Za-z])(?!{_COUNTERS})"
    r"|[アイウエオカキクケコロハニホヘト](?![ァ-ヺー])"
    r"|[一二三四五六七八九](?![〇一-龠]|つ(?!目)|か|ヶ))"
)
OPEN = r"\s{0,3}[「『(\[【<\"'“‘《]{0,3}\s?"
CLOSE = r"\s?[」』)\]】>\"'”’》]{0,3}(?:番目?|つ目)?"
CALLED = (
    r"(?:選択肢|選択枝|選択|記号|番号|項目|肢|(?:the\s)?(?:option|choice|letter))?\s{0,2}(?:の|:)?\s{0,2}"
)
ONE = rf"{OPEN}{CALLED}{OPEN}{LABEL}{CLOSE}"
JOIN = r"\s{0,2}(?:、|,|と|及び|および|・|/|&|\+|and\b|or\b|か|又は|または)\s{0,2}"
SEVERAL = rf"{ONE}(?:{JOIN}{ONE}){{0,8}}"
NOT_WITHIN = r"(?<![A-Za-z0-9ァ-ヺー〇一-龠.])"
