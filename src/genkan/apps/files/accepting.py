"""What is done with the files of a filled form before a run begins with them."""

import asyncio

from genkan.apps.files.fitting import content_faults
from genkan.apps.files.scanning import Scanner
from genkan.apps.form.faults import FormFaulty
from genkan.apps.form.field import Form
from genkan.apps.form.values import Filled


async def accept_files(form: Form, filled: Filled, *, scanner: Scanner) -> None:
    """Look at the content of each file, then have it scanned.

    Raises ``FormFaulty`` for content that does not fit, and a ``ScanProblem``.
    """
    if not filled.files:
        return
    faults = await asyncio.to_thread(lambda: tuple(content_faults(form, filled)))
    if faults:
        raise FormFaulty(faults)
    for given in filled.files.values():
        await scanner.scan(given)
