"""What can be wrong with the ledger, each named for the person who has to look into it."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """A kind of tampering or damage."""

    EVENT_ALTERED = "event_altered"
    EVENT_MISSING = "event_missing"
    EVENT_UNLINKED = "event_unlinked"
    LINK_ALTERED = "link_altered"
    LINK_MISSING = "link_missing"
    LINK_MOVED = "link_moved"
    TAIL_CUT = "tail_cut"
    CHAIN_REWRITTEN = "chain_rewritten"
    ANCHOR_ALTERED = "anchor_altered"
    ANCHOR_MISSING = "anchor_missing"
    ANCHOR_FILE_ALTERED = "anchor_file_altered"
    ANCHOR_NOT_IN_FILE = "anchor_not_in_file"

    @property
    def label(self) -> str:
        """What happened, as a Japanese message identifier."""
        return _LABELS[self]


@dataclass(frozen=True)
class Finding:
    """The first bad row: ``row`` is an event's id, a link's ``writer_id/position``, or a position."""

    fault: Fault
    table: str
    row: str


_LABELS = {
    Fault.EVENT_ALTERED: "記録の内容が書き換えられています。",
    Fault.EVENT_MISSING: "連鎖に含まれる記録が削除されています。",
    Fault.EVENT_UNLINKED: (
        "連鎖に含まれない記録があります。後から挿入されたか、サーバーの異常終了で残ったものです。"
        "異常終了の場合は、サーバーを起動すると引き継がれます。"
    ),
    Fault.LINK_ALTERED: "連鎖の情報が書き換えられています。",
    Fault.LINK_MISSING: "連鎖の途中が失われています。",
    Fault.LINK_MOVED: "連鎖の順序が入れ替えられています。",
    Fault.TAIL_CUT: "連鎖の末尾が切り捨てられています。",
    Fault.CHAIN_REWRITTEN: "連鎖が、基準点より前から作り直されています。",
    Fault.ANCHOR_ALTERED: "基準点の情報が書き換えられています。",
    Fault.ANCHOR_MISSING: "基準点が削除されています。",
    Fault.ANCHOR_FILE_ALTERED: "基準点ファイルの内容が書き換えられています。",
    Fault.ANCHOR_NOT_IN_FILE: (
        "データベースにある基準点が、基準点ファイルにありません。ファイルが削除されたか、一部が失われたか、"
        "書き込めない状態が続いています。"
    ),
}
