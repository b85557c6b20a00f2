"""Everything of a request that leaves, laid before the policy and put back masked; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from genkan.apps.external.call_errors import FileNotMasked, FileNotRead
from genkan.apps.form.values import Filled, GivenFile
from genkan.apps.gennai.coercion import from_wire
from genkan.apps.gennai.conversation import Turn
from genkan.apps.program import ReadFile

ReadFiles = Mapping[str, tuple[ReadFile, ...]]


@dataclass(frozen=True)
class Leaving:
    """A filled form with the turns before it; ``read`` are the texts of its files, in the order of the files."""

    filled: Filled
    turns: tuple[Turn, ...] = ()
    system_prompt: str = ""
    read: ReadFiles = field(default_factory=dict[str, tuple[ReadFile, ...]])

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts in a fixed order: the prompt, values, turns, names of files, and what stands in the files."""
        return (*self._of_words(), *(name for name, _ in self._files()), *(text for _, text in self._files()))

    def check_files(self, *, takes_unread: bool) -> None:
        """Raises ``FileNotRead`` where nobody knows all that stands in a file, unless the app ``takes_unread`` ones.

        A file with a notice, such as of pages that are pictures, was not read whole.
        """
        if takes_unread:
            return
        for key, files in self.filled.files.items():
            for place, file in enumerate(files):
                read = _read_at(self.read.get(key, ()), place)
                if read is None or read.notices or not read.text.strip():
                    raise FileNotRead(name=file.name)

    def masked(self, texts: tuple[str, ...]) -> "Leaving":
        """The same with its texts replaced, in the order of ``texts``.

        Raises ``FileNotMasked`` where the text of a file would change: a file leaves whole or not at all.
        """
        remaining = iter(texts)
        prompt = next(remaining)
        values = {key: next(remaining) for key in self.filled.values}
        turns = tuple(_reworded(turn, remaining) for turn in self.turns)
        names = [next(remaining) for _ in self._files()]
        for (name, text), after in zip(self._files(), remaining, strict=True):
            if after != text:
                raise FileNotMasked(name=name)
        filled = Filled(values, _renamed(self.filled.files, iter(names)))
        return replace(self, filled=filled, turns=turns, system_prompt=prompt)

    def _of_words(self) -> Iterator[str]:
        yield self.system_prompt
        yield from self.filled.values.values()
        for turn in self.turns:
            yield from (from_wire(value) for value in turn.inputs.values())
            yield turn.output

    def _files(self) -> list[tuple[str, str]]:
        """Each file's name, and its text; empty where it was not read."""
        return [
            (file.name, read.text if (read := _read_at(self.read.get(key, ()), place)) else "")
            for key, files in self.filled.files.items()
            for place, file in enumerate(files)
        ]


def _read_at(read: tuple[ReadFile, ...], place: int) -> ReadFile | None:
    return read[place] if place < len(read) else None


def _reworded(turn: Turn, texts: Iterator[str]) -> Turn:
    inputs = {key: _as_it_was(value, next(texts)) for key, value in turn.inputs.items()}
    return replace(turn, inputs=inputs, output=next(texts))


def _as_it_was(value: object, text: str) -> object:
    return value if from_wire(value) == text else text


def _renamed(
    files: Mapping[str, tuple[GivenFile, ...]], names: Iterator[str]
) -> dict[str, tuple[GivenFile, ...]]:
    return {
        key: tuple(GivenFile(next(names), file.content) for file in given) for key, given in files.items()
    }
