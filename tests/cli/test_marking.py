"""``genkan marking``: a task from a file, the list, the result."""

import json
from pathlib import Path

import pytest

from genkan.evaluation.marking.errors import DraftUnreadable, TaskUnknown
from tests.cli.command_line import CommandLine
from tests.evaluation.marking.conftest import draft_file

OF = ("--organisation", "例示省")
BY = ("--by", "taro.rei")


def test_a_task_is_taken_in_listed_and_told(ministry: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "task.json"
    file.write_bytes(draft_file())
    task_id = ministry.run("marking", "import", str(file), *OF).strip()
    (row,) = ministry.run("marking", "list", *OF).splitlines()[1:]
    assert row.split() == [task_id, "準備中", "記述式の採点"]
    result = json.loads(ministry.run("marking", "result", task_id, *BY))
    assert (result["state"], len(result["answers"]), result["marks"]) == ("draft", 8, [])
    with pytest.raises(TaskUnknown):
        ministry.run("marking", "result", "nothing", *BY)
    file.write_text("{}")
    with pytest.raises(DraftUnreadable):
        ministry.run("marking", "import", str(file), *OF)
