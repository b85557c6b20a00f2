"""A program hands a letter in, and may do so again where it did not hear the answer: the letter becomes one case."""

import asyncio
import hashlib
from dataclasses import asdict, dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.arrival import Arrival
from genkan.inquiry.case import Case
from genkan.inquiry.entry import Draft, faults_of
from genkan.inquiry.errors import CaseUnknown, RepeatKeyUsed
from genkan.inquiry.importing.store.imports import handed_in, note_handed
from genkan.inquiry.incoming.attachment import Incoming
from genkan.inquiry.incoming.inspecting import Inspecting
from genkan.inquiry.receiving import Receiving
from genkan.inquiry.store.cases import find_case
from genkan.kit import canonical_json, digest
from genkan.storage import Database


@dataclass(frozen=True)
class HandedIn:
    """A letter with its files; ``key`` is the same for attempts at the same letter, empty where each is a new one."""

    draft: Draft
    files: tuple[Incoming, ...] = ()
    key: str = ""

    def fingerprints(self, actor: str) -> tuple[str, ...]:
        """One of the key and one of the key with the letter; none where there is no key."""
        if not self.key:
            return ()
        files = [[file.name, hashlib.sha256(file.content).hexdigest()] for file in self.files]
        letter = digest(canonical_json({"draft": asdict(self.draft), "files": files}))
        return digest(f"api:{actor}:{self.key}"), digest(f"api:{actor}:{letter}:{self.key}")


class _Overtaken(Exception):
    """The same letter was handed in beside this transaction, of which nothing is kept."""


@dataclass(frozen=True, slots=True)
class HandingIn:
    """Takes letters of programs in."""

    database: Database
    receiving: Receiving
    inspecting: Inspecting

    async def hand_in(self, organisation_id: str, handed: HandedIn, *, actor: str) -> tuple[Case, bool]:
        """The case of a letter, and whether it is new.

        Raises the first of ``faults_of`` the draft, ``RepeatKeyUsed``, and what ``Inspecting.accept`` raises of the files.
        """
        for fault in faults_of(handed.draft):
            raise fault
        fingerprints = await asyncio.to_thread(handed.fingerprints, actor)
        known = await self._known(organisation_id, fingerprints)
        if known is not None:
            return known, False
        files = await self.inspecting.accept(handed.files)
        (reading,) = await self.receiving.read(organisation_id, [handed.draft])
        arrival = Arrival(handed.draft, reading, files)
        try:
            async with self.database.write() as connection:
                return await self._admit(
                    connection, organisation_id, arrival, fingerprints, actor=actor
                ), True
        except _Overtaken:
            return await self._kept(organisation_id, fingerprints), False

    async def _admit(
        self,
        connection: AsyncConnection,
        organisation_id: str,
        arrival: Arrival,
        fingerprints: tuple[str, ...],
        *,
        actor: str,
    ) -> Case:
        (case,) = await self.receiving.admit(connection, organisation_id, [arrival], actor=actor)
        if not await note_handed(connection, organisation_id, dict.fromkeys(fingerprints, case.id)):
            raise _Overtaken
        return case

    async def _kept(self, organisation_id: str, fingerprints: tuple[str, ...]) -> Case:
        known = await self._known(organisation_id, fingerprints)
        if known is None:
            raise CaseUnknown
        return known

    async def _known(self, organisation_id: str, fingerprints: tuple[str, ...]) -> Case | None:
        """The case of the same letter. Raises ``RepeatKeyUsed``."""
        async with self.database.read() as connection:
            found = await handed_in(connection, organisation_id, fingerprints)
            if not found:
                return None
            if len(found) < len(fingerprints):
                raise RepeatKeyUsed
            case_id = found[fingerprints[0]]
            return await find_case(connection, case_id, organisation_id=organisation_id)
