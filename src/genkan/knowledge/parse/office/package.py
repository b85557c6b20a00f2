"""The ZIP of an office document: its parts as XML, within bounds, and what in it is never read."""

import io
import posixpath
import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element  # pyright: ignore[reportPrivateUsage]

from genkan.knowledge.parse.errors import DamagedFile, EncryptedFile, TooMuchInside, UnknownPacking
from genkan.knowledge.parse.packed import UNREADABLE, is_bounded, open_zip, unpacked

_MOST_PARTS = 50_000
_LARGEST_PART = 30_000_000
_LARGEST_MEDIA = 200_000_000
_LARGEST_WHOLE = 500_000_000
_LARGEST_RATIO = 200
_SMALL = 1_000_000
_MACROS = re.compile(r"vbaProject\.bin$|/macrosheets/|/activeX/")
_PICTURES = re.compile(r"/media/[^/]+$")
_MEDIA = re.compile(r"/(?:media|embeddings|fonts)/[^/]+$")
_CHARTS = re.compile(r"/charts/chart[^/]*\.xml$")
_EMBEDDED = re.compile(r"/embeddings/[^/]+$")


class Package:
    """An open office document; ``kind`` is its name in messages.

    Raises ``DamagedFile``, ``EncryptedFile``, ``UnknownPacking`` or ``TooMuchInside``.
    """

    def __init__(self, name: str, content: bytes, *, kind: str) -> None:
        self.name = name
        self.kind = kind
        try:
            self._archive = open_zip(io.BytesIO(content), name=name, most=_MOST_PARTS)
        except UNREADABLE as error:
            raise self.damaged() from error
        self._names = set(self._archive.namelist())
        self._check()

    def damaged(self) -> DamagedFile:
        """The error that says that this file cannot be read."""
        return DamagedFile(name=self.name, kind=self.kind)

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part in self._names

    def xml(self, part: str) -> Element:
        """A part as a tree; no entity in it is replaced. Raises ``DamagedFile`` or ``TooMuchInside``."""
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            if self._archive.getinfo(part).file_size > _LARGEST_PART:
                raise TooMuchInside(name=self.name)
            return etree.fromstring(unpacked(self._archive, part), parser)
        except (etree.XMLSyntaxError, *UNREADABLE) as error:
            raise self.damaged() from error

    def content(self, part: str) -> bytes:
        """A part as it is. Raises ``DamagedFile``."""
        try:
            return unpacked(self._archive, part)
        except UNREADABLE as error:
            raise self.damaged() from error

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part points to by relationship id: the kind of the relationship and the other part."""
        folder, _, own = part.rpartition("/")
        relations = f"{folder}/_rels/{own}.rels"
        if not self.has(relations):
            return {}
        return {
            each.get("Id", ""): (
                each.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/"),
            )
            for each in self.xml(relations)
            if each.get("TargetMode") != "External"
        }

    def notes(self) -> Iterator[str]:
        """What is never read from such a file, if there is any."""
        if self._count(_MACROS):
            yield "マクロが含まれています。マクロは実行せず、読み込んでいません。"
        if pictures := self._count(_PICTURES):
            yield f"画像{pictures}件は、文字の情報がないため読み込んでいません。"
        if charts := self._count(_CHARTS):
            yield f"グラフ{charts}件は読み込んでいません。"
        if embedded := self._count(_EMBEDDED):
            yield f"埋め込まれたファイル{embedded}件は読み込んでいません。"

    def _count(self, pattern: re.Pattern[str]) -> int:
        return sum(pattern.search(name) is not None for name in self._names)

    def _check(self) -> None:
        entries = self._archive.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            raise EncryptedFile(name=self.name)
        if not all(map(is_bounded, entries)):
            raise UnknownPacking(name=self.name)
        bursts = any(
            entry.file_size > (_LARGEST_MEDIA if _MEDIA.search(entry.filename) else _LARGEST_PART)
            or (entry.file_size > _SMALL and entry.file_size > _LARGEST_RATIO * max(1, entry.compress_size))
            for entry in entries
        )
        if bursts or sum(entry.file_size for entry in entries) > _LARGEST_WHOLE:
            raise TooMuchInside(name=self.name)


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def value(element: Element | None, name: str = "val") -> str:
    """An attribute by its name without namespace; empty where there is none."""
    if element is None:
        return ""
    return next(
        (str(found) for key, found in element.attrib.items() if str(key).rpartition("}")[2] == name), ""
    )


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down a path of names without namespaces."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element
