"""``genkan trial protocol``: from a file to two signatures, the beginning, an amendment and the end."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from genkan.catalogue import InformationClass
from genkan.cli.errors import PersonNotFound
from genkan.cli.opening import open_parts
from genkan.governance import Role, find_organisation
from genkan.governance.signature.errors import SignatureCodeNeeded, SignatureCodeUnfit
from genkan.settings import load_settings
from genkan.trial import DocumentUnreadable, ProtocolFaulty, TrialUnknown
from genkan.trial.pack import NothingToPack
from genkan.trial.protocol import VendorsList
from genkan.trial.protocol.errors import ClosingOvertaken, LastDayNotOver, ProposalOvertaken, SignerNotOffice
from genkan.trial.protocol.store import add_vendors_list
from tests.cli.command_line import EXTRACT, CommandLine, code_of, connect
from tests.one_room import new_person

OF = ("--organisation", "例示省")


async def add(name: str, role: Role) -> None:
    async with open_parts(load_settings()) as parts:
        async with parts.database.read() as connection:
            ministry = await find_organisation(connection, name="例示省")
        assert ministry is not None
        await new_person(parts.database, ministry, role, clock=parts.clock, name=name)


async def listed(trial: str) -> str:
    """The digest of a list of vendors' staff that is declared for the trial."""
    added = VendorsList(
        trial_id=trial,
        number=1,
        salt="",
        digest="f" * 64,
        reason="",
        made_by="office",
        made_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    async with open_parts(load_settings()) as parts, parts.database.write() as connection:
        await add_vendors_list(connection, added)
    return added.digest


def test_a_protocol_from_the_sample_to_its_end(ministry: CommandLine, tmp_path: Path) -> None:
    for breadth in ("brief", "broad"):
        draft = replace(EXTRACT, title=f"抽出回答（{breadth}）", build="1", ceiling=InformationClass.TWO)
        asyncio.run(connect(replace(draft, parameters={"breadth": breadth})))
    asyncio.run(add("takuya.rei", Role.TRIAL_OFFICE))
    asyncio.run(add("keiko.rei", Role.CAIO))

    def run(*arguments: str, status: int = 0) -> str:
        return ministry.run("trial", "protocol", *arguments, status=status).strip()

    trial = run("draft", *OF)
    assert run("check", trial) == "計画書に誤りはありません。"
    written = json.loads(run("show", trial))
    faulty = tmp_path / "faulty.json"
    faulty.write_text(json.dumps({**written, "arms": written["arms"][:1], "consent": ""}), "utf-8")
    second = run("draft", *OF, "--file", str(faulty))
    told = run("check", second, status=1)
    assert "consent: 「職員への説明」を入力してください。" in told
    assert "比較対象が1つしかありません。" in told
    with pytest.raises(ProtocolFaulty):
        run("sign", second, "takuya.rei")
    # The list of another trial leaves nobody out of this one.
    exclusions = {"without_vendors_staff": True, "vendors_staff": asyncio.run(listed(second))}
    faulty.write_text(json.dumps({**written, "exclusions": exclusions}), "utf-8")
    assert "関係者の一覧を入力してください。" in run(
        "check", run("draft", *OF, "--file", str(faulty)), status=1
    )
    with pytest.raises(SignerNotOffice):
        run("sign", trial, "keiko.rei")
    with pytest.raises(PersonNotFound):
        run("sign", trial, "nobody.rei")
    proposed = run("sign", trial, "takuya.rei", "--for-sample")
    with pytest.raises(ProposalOvertaken):
        run("sign", trial, "keiko.rei")
    with pytest.raises(SignatureCodeNeeded):
        run("sign", trial, "keiko.rei", "--digest", proposed)
    signed = run(
        "sign", trial, "keiko.rei", "--digest", proposed, "--code", asyncio.run(code_of("keiko.rei"))
    )
    assert len(signed) == 64
    assert signed != proposed
    assert run("open", trial) == "試行を開始しました。"
    amended = tmp_path / "amended.toml"
    in_force = json.loads(run("show", trial))
    amended.write_text(_toml({**in_force, "closes_on": "2099-12-31"}), "utf-8")
    office = ("amend", trial, str(amended), "takuya.rei", "--reason")
    with pytest.raises(SignatureCodeNeeded):
        run(*office, "期間を延ばすため。")
    code = asyncio.run(code_of("takuya.rei", shows="期間を延ばすため。"))
    with pytest.raises(SignatureCodeUnfit):
        run(*office, "誰も読んでいない理由。", "--code", code)
    change = run(*office, "期間を延ばすため。", "--code", code)
    run("sign", trial, "keiko.rei", "--digest", change, "--for-sample")
    after = json.loads(run("show", trial))
    assert {name for name in after if after[name] != in_force[name]} == {"closes_on"}
    with pytest.raises(LastDayNotOver):
        run("close", trial)
    office = ("close", trial, "--person", "takuya.rei", "--reason", "確かめ終えたため。")
    with pytest.raises(SignatureCodeNeeded):
        run(*office)
    wish = run(*office, "--code", asyncio.run(code_of("takuya.rei", shows="確かめ終えたため。")))
    officer = ("close", trial, "--person", "keiko.rei", "--digest")
    with pytest.raises(ClosingOvertaken):
        run(*officer, "0" * 64)
    with pytest.raises(SignatureCodeNeeded):
        run(*officer, wish)
    run(*officer, wish, "--code", asyncio.run(code_of("keiko.rei")))
    prove(ministry, trial, tmp_path)
    assert [line.split()[1] for line in run("list").splitlines()[1:]] == [
        "計画書の作成中",
        "計画書の作成中",
        "割付けを終了（評価の受付中）",
    ]
    amended.write_text("title = ", "utf-8")
    with pytest.raises(DocumentUnreadable):
        run("draft", *OF, "--file", str(amended))
    with pytest.raises(TrialUnknown):
        run("show", "nothing")


def prove(ministry: CommandLine, trial: str, tmp_path: Path) -> None:
    """The trial as a pack that proves itself, and as tables."""
    pack, folder = tmp_path / "pack.zip", tmp_path / "rows"
    written = ministry.run("trial", "pack", trial, str(pack))
    root = written.split()[-1]
    assert "✓" in ministry.run("trial", "verify", str(pack), "--root", root)
    assert "✓" in ministry.run("trial", "rebuild", str(pack))
    assert "12個のファイル" in ministry.run("trial", "export", trial, str(folder))
    protocols = duckdb.read_parquet(str(folder / "protocols.parquet"))
    assert protocols.project("number, reason").fetchall() == [(0, ""), (1, "期間を延ばすため。")]
    with pytest.raises(NothingToPack):
        ministry.run("trial", "export", "nothing", str(folder))


def _toml(document: dict[str, object]) -> str:
    """A protocol as TOML, tables last."""
    plain = {name: value for name, value in document.items() if not _is_rows(value) and name != "exclusions"}
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in plain.items()]
    exclusions = document["exclusions"]
    assert isinstance(exclusions, dict)
    lines += ["[exclusions]", *(f"{name} = {json.dumps(value)}" for name, value in exclusions.items())]
    for name, rows in document.items():
        for row in rows if isinstance(rows, list) and _is_rows(rows) else ():
            lines.append(f"[[{name}]]")
            lines += [f"{key} = {_value(value)}" for key, value in row.items() if value is not None]
    return "\n".join(lines)


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name} = {json.dumps(each)}" for name, each in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)
