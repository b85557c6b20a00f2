"""What the rules of official Japanese say of a text, as a table of an output."""

from collections.abc import Sequence

from genkan.apps.built_in.markdown import escaped_table
from genkan.apps.official_writing import Finding

MOST_ROWS = 300
NOTHING_FOUND = "指摘はありません。"


def findings_table(findings: Sequence[Finding]) -> str:
    """A row for each finding: how serious and where, what, what may stand there, why, and by which document."""
    if not findings:
        return NOTHING_FOUND
    rows = [
        (
            f"{each.severity.label}　{each.line}行{each.column}字",
            each.found,
            "・".join(each.corrections) or "—",
            f"{each.message}{each.reason}",
            each.source,
        )
        for each in findings[:MOST_ROWS]
    ]
    more = f"\n\nほか{len(findings) - MOST_ROWS:,}件は表示していません。" if len(findings) > MOST_ROWS else ""
    return escaped_table(("区分と位置", "箇所", "修正の候補", "理由", "出典"), rows) + more
