"""The work of 議事録."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence

from genkan.apps.app import App
from genkan.apps.built_in.markdown import escaped, escaped_table
from genkan.apps.built_in.minutes.grounding import check_lines
from genkan.apps.built_in.minutes.transcript import (
    Line,
    decisions_in,
    numbered,
    read_transcript,
    speakers_of,
    tasks_in,
)
from genkan.apps.output import Check, CheckOutcome, Output
from genkan.apps.program import Program, Workbench
from genkan.apps.prompted import Parts, by_part, file_notices, given_text

SECTIONS = ("決定事項", "宿題", "議事の概要")
LONGEST_PART = 6_000
WITHOUT_MODEL = (
    "モデルを選ばずに実行したため、発言の要約はしていません。決定と宿題は、それを表す言葉を含む発言を抜き出したものです。"
    "モデルを選ぶと、発言の行番号を付けて、決定事項、宿題、議事の概要を文章にします。"
)


def minutes(app: App) -> Program:
    """Minutes whose every line can be looked up in the transcript."""

    async def work(bench: Workbench) -> Output:
        given = given_text(bench, app, "transcript", "documents")
        lines = await asyncio.to_thread(read_transcript, given)
        notices = list(file_notices(bench))
        if bench.has_model:
            doing = "発言を読んでいます"
            parts = await by_part(bench, app, numbered(lines), doing=doing, longest=LONGEST_PART)
            told = _joined(parts)
            notices += parts.notices
        else:
            told = await asyncio.to_thread(_extracted, lines)
            notices.append(WITHOUT_MODEL)
        text = "\n\n".join([*_head(bench), _speakers(lines), told])
        grounded = await asyncio.to_thread(check_lines, told, lines)
        return Output(text, checks=(grounded, _heard(lines)), notices=tuple(notices))

    return work


def _head(bench: Workbench) -> Iterator[str]:
    titled = (("会議名", "meeting"), ("日時", "held"), ("場所", "place"), ("出席者", "present"))
    rows = [f"- {title}：{escaped(given)}" for title, key in titled if (given := bench.values.get(key, ""))]
    if rows:
        yield "## 会議\n\n" + "\n".join(rows)


def _speakers(lines: Sequence[Line]) -> str:
    rows = [(each.name, f"{each.utterances:,}回", f"{each.characters:,}文字") for each in speakers_of(lines)]
    if not rows:
        return "## 発言者\n\n発言者の名前は、見付かりませんでした。"
    return "## 発言者\n\n" + escaped_table(("発言者", "発言", "文字数"), rows)


def _joined(parts: Parts) -> str:
    """The sections of all parts, each section once."""
    gathered: dict[str, list[str]] = {name: [] for name in SECTIONS}
    for _, answer in parts.pieces:
        section = SECTIONS[-1]
        for line in answer.splitlines():
            titled = line.lstrip("# ").strip()
            if line.startswith("#") or titled in SECTIONS:
                section = next((name for name in SECTIONS if titled.startswith(name)), section)
            elif line.strip():
                gathered[section].append(line.rstrip())
    return "\n\n".join(f"## {name}\n\n{_listed(kept)}" for name, kept in gathered.items())


def _listed(kept: list[str]) -> str:
    """What the parts say, without their 「なし」 where another part has something."""
    said = [line for line in kept if line.strip("-*・ 。") not in ("なし", "特になし", "該当なし")]
    return "\n".join(said) or "なし"


def _extracted(lines: Sequence[Line]) -> str:
    sections = zip(SECTIONS[:2], (decisions_in(lines), tasks_in(lines)), strict=True)
    return "\n\n".join(f"## {name}\n\n" + ("\n".join(_quoted(found)) or "なし") for name, found in sections)


def _quoted(found: Iterable[Line]) -> Iterator[str]:
    for line in found:
        speaker = f"{escaped(line.speaker)}：" if line.speaker else ""
        yield f"- {speaker}{escaped(line.said)}（{line.reference}）"


def _heard(lines: Sequence[Line]) -> Check:
    """Whether it is known of each line who spoke."""
    nobody = [line.reference for line in lines if not line.speaker]
    details = (
        (f"発言者の分からない行が{len(nobody):,}行あります（{'、'.join(nobody[:10])}）。",) if nobody else ()
    )
    return Check("発言者", CheckOutcome.NOTICE if nobody else CheckOutcome.PASSED, details)
