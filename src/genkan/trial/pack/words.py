"""What a pack says about itself, and the words in which its faults are told."""

from enum import StrEnum

README_TEXT = """\
試行の証拠資料

この資料には、試行の計画書とその変更、割付け、回答の終わり方、評価、専門家の採点、利用、調査、定点観測、集計から除いた
記録とその理由、及び公表した数値が入っています。人は、この資料のためだけに作った鍵により仮名化しています。質問、回答及び
意見の本文は入っていません。ただし、アカウントの識別子を知る者は行を探し出すことができるため、個人情報として扱ってください。

確かめ方（データベースは要りません。）
  genkan trial verify  この資料.zip --root 公表された検証値    変えられた箇所を示します。
  genkan trial rebuild この資料.zip    行だけから全ての数値を計算し直し、公表した数値と比べます。

MANIFEST.json の root が、公表された検証値と同じことを確かめてください。--root を指定しないときは、資料の中で矛盾がないこと
だけが分かります。作り直された資料も矛盾がないため、公表された資料であることは分かりません。

公表した数値では、10人に満たない組及びその推測を防ぐための組を示していません（analysis.json の suppressed）。

Evidence of a trial

The pack holds the protocol and its amendments, assignments, endings of answers, votes, marks of experts, uses, short surveys,
daily probes, what does not count and why, and the published numbers. Persons have pseudonyms by a key made for this pack
alone. No question, answer or comment is in it. Treat it as personal data all the same: who knows the identifier of an account
can find its rows.

To check it (no database is needed)
  genkan trial verify  PACK.zip --root PUBLISHED_ROOT    names what was altered.
  genkan trial rebuild PACK.zip    computes every number again from the rows and compares.

Compare the root of MANIFEST.json with the one that was published. Without --root a pack is only shown to be consistent in
itself, which one that was made again would be too; it does not show that it is the published one.

The published numbers leave out groups of fewer than ten persons and those that protect them (suppressed in analysis.json).
"""


class What(StrEnum):
    """What is wrong with a part of a pack."""

    CONTAINER = "container"
    ROOT = "root"
    MISSING_FILE = "missing_file"
    UNKNOWN_FILE = "unknown_file"
    DAMAGED = "damaged"
    CHANGED = "changed"
    MISSING_ROW = "missing_row"
    ADDED_ROW = "added_row"
    REORDERED = "reordered"
    UNREADABLE_ROW = "unreadable_row"
    PROTOCOL = "protocol"
    ASSIGNMENT = "assignment"
    ANSWER = "answer"
    VOTE = "vote"
    REVISION = "revision"
    REFERENCE = "reference"
    RULE = "rule"
    CHAIN = "chain"
    EVENT = "event"
    CONTENT = "content"
    BOUND = "bound"

    @property
    def japanese(self) -> str:
        """The Japanese words."""
        return _JAPANESE[self]

    @property
    def english(self) -> str:
        """The English words."""
        return _ENGLISH[self]


_JAPANESE = {
    What.CONTAINER: "ZIPファイルのどこかのバイトが変わっています",
    What.ROOT: "検証値が、ファイルの一覧又は公表された値と一致しません",
    What.MISSING_FILE: "ファイルがありません",
    What.UNKNOWN_FILE: "一覧にないファイルがあります",
    What.DAMAGED: "ここから先を読み取れません",
    What.CHANGED: "内容が変わっています",
    What.MISSING_ROW: "行がありません",
    What.ADDED_ROW: "行が加えられています",
    What.REORDERED: "行の順序が変わっています",
    What.UNREADABLE_ROW: "行の形式が正しくありません",
    What.PROTOCOL: "計画書が、署名された検証値又は番号の順と一致しません",
    What.ASSIGNMENT: "割付けが、計画書の割付けの設計と一致しません",
    What.ANSWER: "回答の行が、割付けと一致しません",
    What.VOTE: "評価の行が、割付け又は回答の終わりと一致しません",
    What.REVISION: "評価の変更の記録が欠けています",
    What.REFERENCE: "割付けのない行です",
    What.RULE: "集計から除く規則の適用が、計画書と一致しません",
    What.CHAIN: "監査記録の連鎖と一致しません",
    What.EVENT: "行の数が、監査記録の数と一致しません",
    What.CONTENT: "監査記録の内容が、その検証値と一致しません",
    What.BOUND: "行が、監査記録の内容と一致しません",
}
_ENGLISH = {
    What.CONTAINER: "a byte of the ZIP was changed",
    What.ROOT: "the root does not match the list of files or the one that was published",
    What.MISSING_FILE: "the file is missing",
    What.UNKNOWN_FILE: "the file is not in the list",
    What.DAMAGED: "cannot be read from here on",
    What.CHANGED: "the content was changed",
    What.MISSING_ROW: "a row is missing",
    What.ADDED_ROW: "a row was added",
    What.REORDERED: "rows stand in another order",
    What.UNREADABLE_ROW: "the row is malformed",
    What.PROTOCOL: "the protocol does not match its signed digest or number",
    What.ASSIGNMENT: "the assignment does not follow the design of the protocol",
    What.ANSWER: "the row of the answer does not match the assignment",
    What.VOTE: "the row of the vote does not match the assignment or the ends of the answers",
    What.REVISION: "a revision of the vote is missing",
    What.REFERENCE: "there is no assignment for the row",
    What.RULE: "a rule of exclusion is not applied as the protocol says",
    What.CHAIN: "does not match the chain of the ledger",
    What.EVENT: "there are more or fewer rows than events of the ledger",
    What.CONTENT: "what an event of the ledger says does not give its digest",
    What.BOUND: "the row is not what the event of the ledger says",
}
