"""How long 10,000 rows of a list take to become cases, each with its reading, its record and its line in the report.

    uv run python benchmarks/inquiry_import.py [--rows 10000] [--database postgresql+asyncpg://…]

The rows are the 200 sample letters, three in a row's letter, each row with a number, a name and an address of its own; every
hundredth row has no letter, and fifty rows stand in the list twice. The desk knows the usual topics and 200 past cases.
The last line is JSON: the seconds of reading the file in a process apart and of taking its rows in, the processor's seconds
of the latter, and what became of the rows; once more for the same list handed in again.
"""

import argparse
import asyncio
import csv
import io
import json
import tempfile
import time
from pathlib import Path

from genkan.asgi import Parts, make_parts
from genkan.governance import load_sample_people
from genkan.inquiry.importing.importing import IMPORT_LIST
from genkan.inquiry.importing.store import imports
from genkan.inquiry.incoming.attachment import Incoming
from genkan.inquiry.sample import sample_inquiries
from genkan.kit import system_clock
from genkan.settings import Settings
from genkan.storage import migrate

HEADS = ("整理番号", "受付日", "件名", "照会の内容", "氏名", "電子メール")
LETTERS_IN_A_ROW = 3
ACTOR = "command_line"


def written(rows: int) -> bytes:
    """The list as a CSV of Shift_JIS, as offices keep them."""
    letters = [letter.text for letter in sample_inquiries()]
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(HEADS)
    for number in range(rows):
        source = number - 50 if number >= rows - 50 else number
        text = "\n".join(
            letters[(source * 7 + place * 31 + source // 200) % 200] for place in range(LETTERS_IN_A_ROW)
        )
        told = "" if source % 100 == 99 else f"{text}\n（{source}）"
        writer.writerow([f"N-{source}", "2026-04-01", "", told, f"例示{source}", f"a{source}@example.jp"])
    return output.getvalue().encode("cp932", errors="replace")


async def measure(parts: Parts, rows: int) -> list[dict[str, object]]:
    """The figures of the first time and of the second."""
    async with parts.database.write() as connection:
        known = await load_sample_people(connection, parts.ledger, system_clock)
    ministry = known["例示省"]
    await parts.inquiries.load_sample(ministry, known["例示市"], actor=ACTOR)
    content = written(rows)
    return [await once(parts, ministry.id, content) for _ in range(2)]


async def once(parts: Parts, organisation_id: str, content: bytes) -> dict[str, object]:
    """Hand the list in and take it in."""
    importing, began = parts.inquiries.importing, time.perf_counter()
    looked = await importing.look(organisation_id, Incoming("一覧.csv", content), person_id=ACTOR)
    read = time.perf_counter() - began
    async with parts.database.write() as connection:
        await importing.begin(connection, looked, looked.columns, actor=ACTOR)
    began, used = time.perf_counter(), time.process_time()
    await parts.inquiries.tasks()[IMPORT_LIST].run({"import_id": looked.id})
    took, used = time.perf_counter() - began, time.process_time() - used
    async with parts.database.read() as connection:
        counts = await imports.counts_of(connection, looked.id)
    return {
        "seconds of reading": round(read, 1),
        "seconds of taking in": round(took, 1),
        "seconds of the processor": round(used, 1),
        **{outcome.value: count for outcome, count in counts.items()},
    }


async def run(settings: Settings, rows: int) -> list[dict[str, object]]:
    """Measure on an installation that is opened for it."""
    parts = make_parts(settings, system_clock)
    await parts.ledger.start()
    try:
        return await measure(parts, rows)
    finally:
        await parts.ledger.stop()
        await parts.database.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_folder=Path(folder), database_url=options.database)
        migrate(settings.database)
        print(json.dumps(asyncio.run(run(settings, options.rows))))


if __name__ == "__main__":
    main()
