"""Rows of one byte a number, and the exact comparison of a question with them."""

import os
from datetime import date
from pathlib import Path

import msgspec
import numpy as np
import pytest

from genkan.knowledge.index import IndexedDocument
from genkan.knowledge.parse import DocumentKind
from genkan.knowledge.vectors.files import (
    Manifest,
    Stretch,
    bring_over,
    put_in_force,
    read_manifest,
    write_segment,
)
from genkan.knowledge.vectors.opened import OpenVectors, nearest, open_vectors
from genkan.knowledge.vectors.rows import (
    Numbers,
    Rows,
    day_from,
    day_until,
    key_of,
    quantised,
    restored,
    row_type,
    unit,
)

DIMENSIONS = 96
TODAY = date(2026, 11, 22)


def drawn(count: int, *, seed: int = 1) -> Numbers:
    """Random directions."""
    return unit(np.random.default_rng(seed).standard_normal((count, DIMENSIONS)).tolist())


def rows_of(vectors: Numbers) -> Rows:
    """Rows that are always in force."""
    rows = np.zeros(len(vectors), row_type(vectors.shape[1]))
    rows["vector"], rows["scale"] = quantised(vectors)
    rows["valid_from"], rows["valid_until"] = day_from(None), day_until(None)
    return rows


def document(name: str, *, first: int, articles: int, collection: str = "c") -> IndexedDocument:
    """A document as the index has it."""
    return IndexedDocument(
        name, collection, name, "", "", (), DocumentKind.LAW, "", 1, (), articles=articles, first=first
    )


def kept(folder: Path, *blocks: Rows) -> OpenVectors:
    """Documents 0, 1, 2, … with these rows in one segment."""
    segment = write_segment(folder, "s", blocks=blocks)
    starts = np.cumsum([0, *map(len, blocks)])
    documents = {
        str(number): Stretch(
            "c", 1, "s", int(starts[number]), len(block), int((block["scale"] == 0).sum()), ""
        )
        for number, block in enumerate(blocks)
    }
    manifest = Manifest("model", blocks[0]["vector"].shape[1], (segment,), documents)
    put_in_force(folder, manifest)
    return open_vectors(folder, manifest)


def test_one_byte_moves_a_cosine_in_the_third_place() -> None:
    vectors, question = drawn(2_000), drawn(1, seed=2)[0]
    error = np.abs(restored(rows_of(vectors)) @ question - vectors @ question)
    assert 0 < error.max() < 0.005


def test_what_says_nothing_has_no_scale() -> None:
    rows = rows_of(unit([[0.0] * 4, [3.0, 0, 0, 4.0]]))
    assert rows["scale"][0] == 0 and restored(rows)[1] == pytest.approx([0.6, 0, 0, 0.8], abs=0.005)


@pytest.mark.parametrize("strange", [float("nan"), float("inf"), 1e39, -1e39, 1e30])
def test_what_is_no_number_says_nothing(strange: float) -> None:
    vectors = unit([[strange, 1.0, 0, 0], [3.0, 0, 0, 4.0]])
    assert vectors[0].tolist() == [0.0] * 4
    assert rows_of(vectors)["scale"][0] == 0 and vectors[1] == pytest.approx([0.6, 0, 0, 0.8])


def test_a_row_that_is_no_number_is_never_found(tmp_path: Path) -> None:
    rows = rows_of(drawn(3))
    rows["scale"][1] = np.nan
    parts = kept(tmp_path, rows).parts([document("0", first=0, articles=3)])
    for limit in (1, 9):
        assert 1 not in nearest(parts, drawn(3)[0], on=None, limit=limit)
    assert nearest(parts, drawn(3)[0], on=None, limit=1) == [0]


def test_a_text_has_its_own_key() -> None:
    assert key_of("甲") == key_of("甲") != key_of("乙") and len(key_of("甲")) == 16


def test_the_comparison_is_exact(tmp_path: Path) -> None:
    vectors, question = drawn(1_500), drawn(1, seed=2)[0]
    opened = kept(tmp_path, rows_of(vectors[:700]), rows_of(vectors[700:]))
    held = [document("0", first=10, articles=700), document("1", first=5_000, articles=800)]
    parts = opened.parts(held)
    assert len(parts) == 1, "what lies side by side is compared at once"
    scores = restored(rows_of(vectors)) @ question
    ordinals = np.concatenate([np.arange(10, 710), np.arange(5_000, 5_800)])
    expected = ordinals[np.argsort(-scores, kind="stable")][:20].tolist()
    assert nearest(parts, question, on=TODAY, limit=20) == expected
    assert nearest(parts, question, on=None, limit=0) == [] == nearest((), question, on=None, limit=5)
    assert len(nearest(parts, question, on=None, limit=9_999)) == 1_500


def test_only_the_documents_given_are_compared(tmp_path: Path) -> None:
    vectors = drawn(30)
    opened = kept(tmp_path, *(rows_of(vectors[start : start + 10]) for start in (0, 10, 20)))
    held = [document(str(number), first=number * 10, articles=10) for number in range(3)]
    for chosen in ([0], [0, 2], [1, 2]):
        found = nearest(opened.parts([held[n] for n in chosen]), vectors[0], on=TODAY, limit=99)
        assert {ordinal // 10 for ordinal in found} == set(chosen)


@pytest.mark.parametrize("change", [{"revision": 2}, {"articles": 9}, {"collection_id": "other"}])
def test_rows_of_another_state_of_a_document_do_not_count(tmp_path: Path, change: dict[str, object]) -> None:
    opened = kept(tmp_path, rows_of(drawn(10)))
    held = document("0", first=0, articles=10)
    assert opened.has(held) and not opened.has(msgspec.structs.replace(held, **change))
    assert opened.parts([msgspec.structs.replace(held, **change)]) == ()


def test_the_law_of_a_day_is_compared(tmp_path: Path) -> None:
    """(first day, day after the last, whether it is in force on the day)"""
    table = [
        (None, None, True),
        (TODAY, None, True),
        (date(2026, 11, 23), None, False),
        (None, TODAY, False),
        (None, date(2026, 11, 23), True),
    ]
    vectors = drawn(len(table))
    rows = rows_of(vectors)
    rows["valid_from"] = [day_from(begins) for begins, _, _ in table]
    rows["valid_until"] = [day_until(ends) for _, ends, _ in table]
    parts = kept(tmp_path, rows).parts([document("0", first=0, articles=len(table))])
    found = nearest(parts, vectors[0], on=TODAY, limit=9)
    assert sorted(found) == [number for number, (_, _, holds) in enumerate(table) if holds]
    assert len(nearest(parts, vectors[0], on=None, limit=9)) == len(table)


def test_what_was_not_given_to_the_model_is_never_found(tmp_path: Path) -> None:
    rows = rows_of(drawn(3))
    rows["scale"][1] = 0
    parts = kept(tmp_path, rows).parts([document("0", first=0, articles=3)])
    assert set(nearest(parts, -drawn(3)[0], on=None, limit=9)) == {0, 2}


def test_a_manifest_of_another_form_or_half_a_one_is_none(tmp_path: Path) -> None:
    kept(tmp_path, rows_of(drawn(2)))
    manifest = read_manifest(tmp_path)
    assert manifest is not None
    put_in_force(tmp_path, msgspec.structs.replace(manifest, format=99))
    assert read_manifest(tmp_path) is None and not bring_over(tmp_path, tmp_path / "other")
    (tmp_path / "vectors.json").write_bytes(b'{"identity": "mod')
    assert read_manifest(tmp_path) is None and read_manifest(tmp_path / "nowhere") is None


def test_rows_stay_readable_after_their_file_was_removed(tmp_path: Path) -> None:
    opened = kept(tmp_path, rows_of(drawn(5)))
    put_in_force(tmp_path, replace_segments(opened.manifest))
    assert not list(tmp_path.glob("*.vectors"))
    parts = opened.parts([document("0", first=0, articles=5)])
    assert len(nearest(parts, drawn(1)[0], on=None, limit=9)) == 5


def test_whatever_gets_a_name_is_on_the_disk_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that loses its power has the manifest before, or the new one with everything that it names."""
    deeds: list[tuple[str, str]] = []
    sync, replace = os.fsync, Path.replace

    def synced(descriptor: int) -> None:
        deeds.append(("synced", Path(f"/proc/self/fd/{descriptor}").resolve().name))
        sync(descriptor)

    def replaced(path: Path, target: Path) -> Path:
        deeds.append(("named", path.name))
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    made, brought = tmp_path / "made", tmp_path / "brought"
    made.mkdir()
    kept(made, rows_of(drawn(3)))
    assert bring_over(made, brought)
    assert deeds == [
        step
        for folder in ("made", "brought")
        for name in ("s.vectors.new", "vectors.json.new")
        for step in (("synced", name), ("named", name), ("synced", folder))
    ]


def replace_segments(manifest: Manifest) -> Manifest:
    """The same without any rows."""
    return msgspec.structs.replace(manifest, segments=(), documents={})
