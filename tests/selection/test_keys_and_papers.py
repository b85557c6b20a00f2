"""What attempts are counted by, and papers that do not wait for each other."""

import asyncio
from datetime import date

import pytest

from genkan.apps import Apart, ExportFormat
from genkan.selection.papers import Paper, Papers
from genkan.selection.vendor.line import SITE, line_of


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2::7", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1%eth0", "2001:db8:1:2::/64"),  # the same line at another of its addresses
        ("2001:db8:1:3::7", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),  # of IPv4, as a server that listens on both sees it
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_a_line_has_one_key(address: str, key: str) -> None:
    assert line_of(address) == key
    assert line_of("2001:db8:1:2::7", bits=SITE) == line_of("2001:db8:1:3::7", bits=SITE) == "2001:db8:1::/48"


class SlowPapers(Papers):
    """One paper that takes until it is let go."""

    def __init__(self) -> None:
        super().__init__(Apart())
        self.go = asyncio.Event()
        self.made: list[str] = []

    async def make(self, text: str, form: ExportFormat, *, title: str, day: date) -> Paper:
        """The paper, of which the slow one waits."""
        self.made.append(text)
        if text == "slow":
            await self.go.wait()
        return Paper(f"{text}.pdf", "application/pdf", text.encode())


async def test_a_slow_paper_stops_no_other_and_is_made_once() -> None:
    papers = SlowPapers()

    async def read(key: str) -> bytes:
        paper = await papers.public(key, key, ExportFormat.PDF, title=key, day=date(2026, 4, 1))
        return paper.content

    async with asyncio.timeout(20):
        waiting = [asyncio.create_task(read("slow")) for _ in range(3)]
        await asyncio.sleep(0)
        assert [await read("quick"), await read("quick")] == [b"quick", b"quick"]
        papers.go.set()
        assert await asyncio.gather(*waiting) == [b"slow"] * 3
    assert papers.made == ["slow", "quick"]
