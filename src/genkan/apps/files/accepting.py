"""What is done with the files of a filled form before a run begins with them."""

import asyncio

from genkan.apps.apart import Apart, ApartDied, ApartTimedOut
from genkan.apps.files.fitting import content_faults, locked_fault
from genkan.apps.files.scanning import Scanner
from genkan.apps.files.shapes import LOCKED
from genkan.apps.form.faults import FormFaulty
from genkan.apps.form.field import Form
from genkan.apps.form.values import Filled, GivenFile
from genkan.knowledge import may_be_locked

_OPENER = "genkan.apps.files.opener"
_SECONDS = 20.0


class Accepting:
    """Looks at files while their form can still be mended; a protected PDF is opened apart, as files are read."""

    def __init__(self, scanner: Scanner, apart: Apart, *, seconds: float = _SECONDS) -> None:
        self._scanner = scanner
        self._apart = apart
        self._seconds = seconds

    async def accept(self, form: Form, filled: Filled) -> None:
        """Look at the content of each file, have it scanned, and see that it opens.

        Raises ``FormFaulty`` for content that does not fit or wants a password, and a ``ScanProblem``.
        """
        if not filled.files:
            return
        faults = await asyncio.to_thread(lambda: tuple(content_faults(form, filled)))
        if faults:
            raise FormFaulty(faults)
        for given in filled.files.values():
            await self._scanner.scan(given)
        pairs = [(key, file) for key, given in filled.files.items() for file in given]
        locked = [locked_fault(key, file) for key, file in pairs if await self._is_locked(file)]
        if locked:
            raise FormFaulty(tuple(locked))

    async def _is_locked(self, file: GivenFile) -> bool:
        """Whether it wants a password; where that cannot be told now, the run tells it when it reads the file."""
        if not await asyncio.to_thread(may_be_locked, file.content):
            return False
        try:
            return await self._apart.work(_OPENER, file.content, seconds=self._seconds) == LOCKED
        except (ApartTimedOut, ApartDied):
            return False
