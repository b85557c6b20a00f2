"""A case is proposed to belong to an earlier one; a person joins or parts them, and both tell."""

from tests.inquiry.conftest import LETTER, Desk


async def pair(desk: Desk) -> tuple[str, str, str]:
    """The paths of two cases that say the same, and the id of the first."""
    first = await desk.receive()
    return first, await desk.receive(), first.rsplit("/", 1)[1]


async def test_the_same_letter_again_is_proposed_with_its_reason(desk: Desk) -> None:
    first, second, _ = await pair(desk)
    page = await desk.sakura.get(second)
    section = page.select_one("section[aria-labelledby=related-title]")
    assert "重複の可能性" in section.text
    assert "文面がほぼ同じです。" in section.text
    assert section.select_one(f"a[href='{first}']").text == "R8-000001"
    assert "関連する案件" not in (await desk.sakura.get(first)).text


async def test_a_number_in_the_text_is_a_follow_up(desk: Desk) -> None:
    await desk.receive()
    path = await desk.receive("先日の受付番号R8-000001の件は、どうなりましたか。", address="")
    assert "続きの可能性" in (await desk.sakura.get(path)).text


async def test_a_case_that_is_joined_ends_and_points_to_the_other(desk: Desk) -> None:
    first, second, earlier = await pair(desk)
    await desk.deed(second, "join", earlier=earlier)
    assert (await desk.case(second))["state"] == "declined"
    page = await desk.sakura.get(second)
    assert "統合先" in page.text
    assert "この案件に統合" in (await desk.sakura.get(first)).text
    assert (await desk.kinds(second))[-1] == "inquiry:case:joined"
    assert "inquiry:case:joined" in await desk.kinds(first)


async def test_a_case_is_joined_to_none_that_has_ended(desk: Desk) -> None:
    first, second, earlier = await pair(desk)
    await desk.deed(first, "decline", words="対応の対象ではないため")
    page = await desk.deed(second, "join", earlier=earlier, status=409)
    assert "統合先の案件は、既に終了しています。" in page.text
    assert (await desk.case(second))["state"] == "received"


async def test_what_was_joined_can_be_parted_and_is_open_again_with_its_deadline(desk: Desk) -> None:
    first, second, earlier = await pair(desk)
    before = await desk.case(second)
    await desk.deed(second, "join", earlier=earlier)
    desk.workspace.clock.advance(days=30)
    await desk.deed(second, "part", earlier=earlier)
    case = await desk.case(second)
    assert (case["state"], case["deadline"]) == ("received", before["deadline"])
    assert "関連する案件" not in (await desk.sakura.get(second)).text
    assert "関連する案件" not in (await desk.sakura.get(first)).text


async def test_a_proposal_that_is_declined_is_shown_no_more_and_nothing_else_changes(desk: Desk) -> None:
    _, second, earlier = await pair(desk)
    await desk.deed(second, "part", earlier=earlier)
    assert (await desk.case(second))["state"] == "received"
    assert "関連する案件" not in (await desk.sakura.get(second)).text


async def test_two_officers_do_not_join_and_answer_at_once(desk: Desk) -> None:
    _, second, earlier = await pair(desk)
    seen = await desk.version(second)
    await desk.sakura.post(f"{second}/note", {"version": seen, "words": "確認中"})
    await desk.kaede.post(f"{second}/join", {"version": seen, "earlier": earlier}, status=409)
    assert (await desk.case(second))["state"] == "received"


async def test_only_cases_that_were_found_can_be_joined(desk: Desk) -> None:
    first = await desk.receive()
    other = await desk.receive("図書館の開館時間について、なぜ変わったのか教えてください。", address="")
    version = await desk.version(other)
    for earlier in (first.rsplit("/", 1)[1], "none", ""):
        await desk.sakura.post(f"{other}/join", {"version": version, "earlier": earlier}, status=404)


async def test_cases_of_another_organisation_are_never_proposed(desk: Desk) -> None:
    from genkan.governance import Role

    city = await desk.workspace.browser("例示市の人", Role.INQUIRY_OFFICER, of=desk.workspace.city)
    await desk.receive(by=city)
    await desk.receive(f"{LETTER}\nR8-000001")
    assert await desk.workspace.rows("inquiry_relation") == []
