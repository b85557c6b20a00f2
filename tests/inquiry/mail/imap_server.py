"""A small IMAP server with one mailbox, which speaks the protocol over a real socket and can misbehave."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

USERNAME, PASSWORD = "desk", "secret words"


@dataclass
class ImapServer:
    """The letters by their numbers; ``seen`` are those that a client marked, ``drops_at`` a letter within which it hangs up."""

    letters: dict[int, bytes] = field(default_factory=dict[int, bytes])
    validity: int = 7
    seen: set[int] = field(default_factory=set[int])
    fetched: list[int] = field(default_factory=list[int])
    drops_at: int = 0
    port: int = 0

    def deliver(self, content: bytes) -> int:
        """A letter comes in; gives its number."""
        number = max(self.letters, default=0) + 1
        self.letters[number] = content
        return number

    async def serve(self, reading: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
        """One client until it leaves."""
        writing.write(b"* OK ready\r\n")
        try:
            while line := await reading.readline():
                tag, _, rest = line.decode().strip().partition(" ")
                if not self._answer(writing, tag, rest):
                    break
                await writing.drain()
        finally:
            writing.close()

    def _answer(self, writing: asyncio.StreamWriter, tag: str, rest: str) -> bool:
        command = rest.upper()
        if command.startswith("LOGOUT"):
            writing.write(f"* BYE\r\n{tag} OK\r\n".encode())
            return False
        if command.startswith("CAPABILITY"):
            writing.write(b"* CAPABILITY IMAP4rev1\r\n")
        elif command.startswith("LOGIN") and f'"{PASSWORD}"' not in rest:
            writing.write(f"{tag} NO wrong\r\n".encode())
            return True
        elif command.startswith(("SELECT", "EXAMINE")):
            if '"INBOX"' not in rest:
                writing.write(f"{tag} NO no such folder\r\n".encode())
                return True
            after = max(self.letters, default=0) + 1
            writing.write(
                f"* {len(self.letters)} EXISTS\r\n* OK [UIDVALIDITY {self.validity}] .\r\n"
                f"* OK [UIDNEXT {after}] .\r\n".encode()
            )
        elif command.startswith("UID") and not self._about_letters(writing, rest):
            return False
        writing.write(f"{tag} OK done\r\n".encode())
        return True

    def _about_letters(self, writing: asyncio.StreamWriter, rest: str) -> bool:
        if found := re.match(r"(?i)UID SEARCH UID (\d+):(\d+)", rest):
            numbers = [each for each in self.letters if int(found[1]) <= each <= int(found[2])]
            writing.write(f"* SEARCH {' '.join(map(str, numbers))}\r\n".encode())
        elif found := re.match(r"(?i)UID STORE (\d+) \+FLAGS", rest):
            self.seen.add(int(found[1]))
        elif found := re.match(r"(?i)UID FETCH (\d+):(\d+) \(UID BODY.PEEK\[HEADER", rest):
            self._heads(writing, range(int(found[1]), int(found[2]) + 1))
        elif found := re.match(r"(?i)UID FETCH (\d+) \((.*)\)", rest):
            number, content = int(found[1]), self.letters[int(found[1])]
            if "RFC822.SIZE" in found[2]:
                writing.write(f"* 1 FETCH (UID {number} RFC822.SIZE {len(content)})\r\n".encode())
                return True
            self.fetched.append(number)
            writing.write(f"* 1 FETCH (UID {number} BODY[] {{{len(content)}}}\r\n".encode())
            if number == self.drops_at:
                writing.write(content[: len(content) // 2])
                return False
            writing.write(content + b")\r\n")
        return True

    def _heads(self, writing: asyncio.StreamWriter, numbers: range) -> None:
        for number in (each for each in self.letters if each in numbers):
            named = re.search(rb"(?im)^Message-ID: .*\r\n", self.letters[number])
            head = (named[0] if named else b"") + b"\r\n"
            told = f"* 1 FETCH (UID {number} BODY[HEADER.FIELDS (MESSAGE-ID)] {{{len(head)}}}\r\n"
            writing.write(told.encode() + head + b")\r\n")


@asynccontextmanager
async def imap_server() -> AsyncGenerator[ImapServer]:
    """A server that listens on this machine."""
    server = ImapServer()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
