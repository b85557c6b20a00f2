"""Files before a scanner: found, passed, refused, and never passed by a scanner that does not say OK."""

import asyncio
from pathlib import Path

import pytest

from genkan.apps.apart import Apart
from genkan.apps.files.accepting import Accepting
from genkan.apps.files.errors import (
    FileInfected,
    ScannerHungUp,
    ScannerRefused,
    ScannerUnreachable,
    TooLargeToScan,
)
from genkan.apps.files.scanning import Scanner
from genkan.apps.form.faults import FormFaulty
from genkan.apps.form.field import Field, FieldKind, Form
from genkan.apps.form.values import Filled, GivenFile
from tests.apps.files.clamd import Clamd, clamd_at_port, clamd_at_socket
from tests.apps.files.samples import EICAR

CLEAN = GivenFile("議事録.txt", "議事".encode() * 100_000)
INFECTED = GivenFile("添付.txt", b"x" * 70_000 + EICAR)
FORM = Form((Field(key="file", kind=FieldKind.FILE, title="資料", most_files=3),))


async def test_a_clean_file_is_scanned_whole_and_passes() -> None:
    clamd = Clamd()
    async with clamd_at_port(clamd) as address:
        await Scanner(address).scan([CLEAN, GivenFile("空.txt", b"")])
    assert clamd.scanned == [CLEAN.content, b""]


async def test_a_socket_of_unix_serves_as_well(tmp_path: Path) -> None:
    async with clamd_at_socket(Clamd(), tmp_path / "clamd.ctl") as address:
        assert (await Scanner(address).version()).startswith("ClamAV 1.4.3")
        with pytest.raises(FileInfected) as caught:
            await Scanner(address).scan([CLEAN, INFECTED])
    assert "「添付.txt」から、ウイルスの可能性があるデータ（Eicar-Test-Signature）が" in str(caught.value)


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (b"stream: Can't allocate memory ERROR\0", ScannerRefused),
        (b"INSTREAM: Access denied. ERROR\0", ScannerRefused),
        (b"stream: OK FOUND\0", FileInfected),
        (b"OKAY\0", ScannerRefused),
        (b"\0", ScannerUnreachable),
        (b"", ScannerUnreachable),
        (b"\xff\xfe\0", ScannerRefused),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", ScannerRefused),
    ],
)
async def test_only_the_word_ok_lets_a_file_pass(reply: bytes, expected: type[Exception]) -> None:
    async with clamd_at_port(Clamd(reply=reply)) as address:
        with pytest.raises(expected):
            await Scanner(address).scan([CLEAN])


async def test_a_file_over_the_limit_of_the_scanner_is_told_so(tmp_path: Path) -> None:
    """The scanner hangs up in the middle of the file; what it said last may be lost with the connection."""
    large = GivenFile("録画.mp4", bytes(5_000_000))
    clamd = Clamd(largest=100_000)
    async with clamd_at_port(clamd) as port, clamd_at_socket(clamd, tmp_path / "clamd.ctl") as socket:
        for address in (port, socket):
            with pytest.raises((TooLargeToScan, ScannerHungUp)) as caught:
                await Scanner(address).scan([large])
            assert "StreamMaxLength" in str(caught.value)


async def test_a_scanner_that_is_down_lets_nothing_pass(tmp_path: Path) -> None:
    async with clamd_at_port(Clamd()) as address:
        pass
    for down in (address, f"unix://{tmp_path}/none.ctl"):
        with pytest.raises(ScannerUnreachable):
            await Scanner(down).scan([CLEAN])
        with pytest.raises(ScannerUnreachable):
            await Scanner(down).version()


async def test_a_scanner_that_says_nothing_is_waited_for_so_long_and_no_longer() -> None:
    async with clamd_at_port(Clamd(silent=True)) as address:
        async with asyncio.timeout(20):
            with pytest.raises(ScannerUnreachable):
                await Scanner(address, seconds=0.2).scan([CLEAN])


async def test_without_an_address_nothing_is_scanned() -> None:
    await Scanner("").scan([INFECTED])


async def test_a_form_is_looked_at_before_its_files_are_scanned() -> None:
    clamd = Clamd()
    async with clamd_at_port(clamd) as address:
        accepting = Accepting(Scanner(address), Apart())
        with pytest.raises(FormFaulty):
            await accepting.accept(FORM, Filled({}, {"file": (GivenFile("a.pdf", b"text"),)}))
        assert clamd.scanned == []
        with pytest.raises(FileInfected):
            await accepting.accept(FORM, Filled({}, {"file": (CLEAN, INFECTED)}))
        await accepting.accept(FORM, Filled({"text": "本文"}))
