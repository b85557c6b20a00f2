"""The life of a protocol through its pages, on both engines: draft, two signatures, running, amendments, the end."""

import asyncio
import json
from collections import Counter

import msgspec
import pytest
from sqlalchemy.exc import DBAPIError

from genkan.governance import Role
from genkan.kit import digest
from genkan.trial.protocol import read_protocol, running_trial
from genkan.trial.protocol.store.tables import trial_proposal_table, trial_protocol_table
from tests.trial.protocol.conftest import Office, shown_digest


async def test_a_draft_is_kept_as_it_is_and_nobody_is_written_over(office: Office) -> None:
    path = (await office.takuya.post("/trials")).removesuffix("/edit")
    await office.edit(
        path, title="比較の試行", opens_on="そのうち", draws="たくさん", organisation__1__staff="12"
    )
    page = await office.takuya.get(f"{path}/edit")
    assert page.select_one("#opens_on")["value"] == "そのうち"
    assert "「再抽出の回数」の値「たくさん」は読み取れません。" in page.select_one("#findings").text
    stale = await office.edit(path, version="1", purpose="後から入力した目的", status=409)
    assert "ほかの職員がこの試行を更新しました" in stale.text
    assert "後から入力した目的" in stale.select_one("#purpose").text
    await office.propose(path, status=422)
    other = await office.workspace.browser("例示市の管理者", Role.CAIO, of=office.workspace.city)
    await other.get(path, status=404)
    await office.hanako.get(path, status=404)


async def test_the_whole_way(office: Office) -> None:
    path = await office.sample()
    page = await office.takuya.get(path)
    assert "計画書に誤りはありません。" in page.text
    assert page.select_one("#expected-width svg") is not None
    await office.propose(path)
    drafted = shown_digest(await office.keiko.get(path))
    await office.takuya.post(f"{path}/sign", {"digest": drafted}, status=409)
    await office.keiko.post(f"{path}/sign", {"digest": "0" * 64}, status=409)
    assert await office.takuya.post(f"{path}/open", status=409)
    await office.sign(path)

    (signed,) = await office.workspace.rows("trial_protocol")
    protocol = read_protocol(signed["document"])
    assert len(protocol.seed) == 32
    await _anyone_checks(office, path, signed["digest"], protocol.seed, told=False)
    without = {"seed": "", "seed_commitment": ""}
    assert msgspec.structs.replace(protocol, **without).digest() == drafted != signed["digest"]
    frozen = [row for row in await office.workspace.rows("ledger_event") if row["kind"].endswith(":frozen")]
    told = json.loads(frozen[0]["details"])
    assert (told["document"], told["proposal"]) == (signed["document"], drafted)
    assert (frozen[0]["actor"], told["proposed_by"]) == (office.keiko.person.id, office.takuya.person.id)

    await office.takuya.post(f"{path}/open")
    await _refuse_a_second_trial(office)
    async with office.workspace.parts.database.read() as connection:
        running = await running_trial(connection, office.workspace.ministry.id)
        assert running is not None
        assert (running.digest, running.eras) == (signed["digest"], {"対象1": 1, "対象2": 1})

    await _amend(office, path)
    await _end(office, path)
    await _anyone_checks(office, path, signed["digest"], protocol.seed, told=True)
    await office.edit(path, title="後から", status=409)
    assert Counter(await office.kinds()) == {
        "trial:protocol:drafted": 4,
        "trial:protocol:proposed": 3,
        "trial:protocol:frozen": 2,
        "trial:protocol:amended": 1,
        "trial:trial:opened": 1,
        "trial:era:began": 1,
        "trial:closing:proposed": 2,
        "trial:assignment:ended": 1,
        "trial:trial:closed": 1,
    }


async def _anyone_checks(office: Office, path: str, shown: str, seed: str, *, told: bool) -> None:
    """The file always hashes to what the page shows and commits itself to the seed, which is told after the trial."""
    page = (await office.takuya.get(path)).text
    file = (await office.takuya.client.get(f"{path}/protocol/0.json")).text
    assert shown in page
    assert digest(file) == shown
    assert msgspec.json.decode(file)["seed_commitment"] == digest(seed)
    assert (seed in page, seed in file) == (told, False)


async def _end(office: Office, path: str) -> None:
    """Early, by two: nothing more is assigned; votes are taken for three days; whatever the clock says afterwards."""
    refused = await office.takuya.post(f"{path}/close/propose", {"reason": " "}, status=422)
    assert "終了日" in refused.text
    assert "まだ満たしていません" in (await office.takuya.post(f"{path}/close", status=409)).text
    await office.keiko.post(f"{path}/close/sign", {"digest": "0" * 64}, status=409)
    await office.takuya.post(f"{path}/close/propose", {"reason": "書き間違えた理由"})
    read = (await office.keiko.get(path)).select_one("#early-end input[name=digest]")
    assert read is not None
    await office.takuya.post(f"{path}/close/propose", {"reason": "対象の接続先を廃止するため。"})
    await office.keiko.post(f"{path}/close/sign", {"digest": str(read["value"])}, status=409)
    now = (await office.keiko.get(path)).select_one("#early-end input[name=digest]")
    assert now is not None
    await office.takuya.post(f"{path}/close/sign", {"digest": str(now["value"])}, status=409)
    await office.keiko.post(f"{path}/close/sign", {"digest": str(now["value"])})
    assert "令和" not in (page := (await office.takuya.get(path)).text)
    assert "2026年11月5日まで受け付け" in page
    parts, clock = office.workspace.parts, office.workspace.clock
    async with parts.database.read() as connection:
        assert await running_trial(connection, office.workspace.ministry.id) is None
    for days, state in ((-20, "ended"), (23, "ended"), (1, "closed"), (-20, "closed")):
        clock.advance(days=days)
        await parts.timekeeper.run({})
        assert (await office.row(path))["state"] == state
    clock.advance(days=16)
    assert await office.workspace.rows("trial_organisation") == []
    closed = [row for row in await office.workspace.rows("ledger_event") if row["kind"].endswith("l:closed")]
    told = json.loads(closed[0]["details"])
    assert (closed[0]["actor"], told["cause"], told["day"]) == ("system", "early", "2026-11-02")
    assert (told["asked_by"], told["signed_by"]) == (office.takuya.person.id, office.keiko.person.id)
    page = (await office.keiko.get(path)).text
    assert "試行は終了しました。" in page
    assert "対象の接続先を廃止するため。" in page


async def _refuse_a_second_trial(office: Office) -> None:
    second = await office.sample()
    await office.propose(second)
    await office.sign(second)
    refused = await office.takuya.post(f"{second}/open", status=409)
    assert "例示省では、別の試行を実施しています。" in refused.text
    assert (await office.row(second))["state"] == "frozen"


async def _amend(office: Office, path: str) -> None:
    """Another build takes the place of the second arm; what the result depends on may not change."""
    third = await office.workspace.connect("抽出回答（第三）", build="2", parameters={"breadth": "broad"})
    await office.edit(path, step="renew", tie_rule="half_win", arm__2__deployment=third.id)
    assert "「引き分けの扱い」は、署名の後には変更できません。" in (await office.takuya.get(path)).text
    await office.propose(path, "接続先を改めたため。", status=422)
    await office.edit(path, tie_rule="davidson", consent="記録するものが変わりました。")
    await office.propose(path, status=422)
    await office.propose(path, "接続先を改めたため。")
    assert "接続先を改めたため。" in (await office.keiko.get(path)).select_one("#proposal").text
    await office.sign(path)
    (era,) = await office.workspace.rows("trial_era")
    assert (era["arm"], era["era"], era["build"]) == ("対象2", 2, "2")
    history = (await office.keiko.get(path)).select_one("#history").text
    assert all(
        text in history for text in ("変更（第1回）", "接続先を改めたため。", "職員への説明", third.id)
    )
    own = [row for row in await office.workspace.rows("trial_protocol") if row["trial_id"] in path]
    assert len({read_protocol(row["document"]).seed for row in own}) == 1
    assert len({row["digest"] for row in own}) == 2


async def test_of_two_signatures_at_once_one_counts(office: Office) -> None:
    path = await office.sample()
    await office.propose(path)
    other = await office.workspace.browser("架空次郎", Role.CAIO)
    shown = shown_digest(await other.get(path))
    answers = await asyncio.gather(
        *(each.client.post(f"{path}/sign", data={"digest": shown}) for each in (office.keiko, other))
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert len(await office.workspace.rows("trial_protocol")) == 1
    assert (await office.kinds()).count("trial:protocol:frozen") == 1


async def test_never_the_same_person_and_never_what_was_not_read(office: Office) -> None:
    both = await office.workspace.browser("兼務者", Role.TRIAL_OFFICE, Role.CAIO)
    path = await office.sample()
    version = str((await office.row(path))["version"])
    await both.post(f"{path}/propose", {"version": version})
    refused = await office.sign(path, both, status=409)
    assert "先に署名した人は、二人目として署名できません。" in refused.text
    read = shown_digest(await office.keiko.get(path))
    await office.edit(path, purpose="読まれた後に書き換えた目的")
    lapsed = await office.keiko.post(f"{path}/sign", {"digest": read}, status=409)
    assert "署名を待っている計画書はありません。" in lapsed.text
    await office.propose(path)
    await office.keiko.post(f"{path}/sign", {"digest": read}, status=409)
    far = await office.workspace.browser("市の責任者", Role.CAIO, of=office.workspace.city)
    await far.post(f"{path}/sign", {"digest": read}, status=404)
    assert await office.workspace.rows("trial_protocol") == []


async def test_what_was_signed_never_changes_and_must_still_be_so(office: Office) -> None:
    path = await office.sample()
    await office.propose(path)
    await office.sign(path)
    database = office.workspace.parts.database
    for table in (trial_protocol_table, trial_proposal_table):
        for deed in (table.update().values(reason="書き換え"), table.delete()):
            with pytest.raises(DBAPIError, match="append-only"):
                async with database.write() as connection:
                    await connection.execute(deed)
    await office.pause(office.arms[0])
    refused = await office.takuya.post(f"{path}/open", status=422)
    assert "計画書に、直すべき点が1件あります。" in refused.text
    assert (await office.row(path))["state"] == "frozen"
