"""Commands run as an operator runs them, on the data folder of the test."""

from typer.testing import CliRunner, Result

from genkan.catalogue import DeploymentDraft, connect_deployment
from genkan.cli import build
from genkan.cli.opening import open_parts
from genkan.cli.words import words_of
from genkan.governance import Viewer, find_organisation, find_person, permissions_of
from genkan.governance.signature.proving import make_code
from genkan.governance.signature.store import open_requests
from genkan.kit import Problem
from genkan.settings import load_settings

EXTRACT = DeploymentDraft(title="抽出回答", protocol="extract", place="JP")


class CommandLine:
    """Runs commands in this process on one data folder."""

    def __init__(self, language: str = "ja") -> None:
        self._application = build(words_of(language))

    def run(self, *arguments: str, status: int = 0) -> str:
        """The output of a command that ends with ``status``; problems are raised as they are."""
        return self.output(*arguments, status=status).output

    def output(self, *arguments: str, status: int = 0) -> Result:
        """The same, with what was said on each of the two streams."""
        result = CliRunner().invoke(self._application, list(arguments))
        if isinstance(result.exception, Problem):
            raise result.exception
        assert result.exit_code == status, result.output
        return result


async def connect(draft: DeploymentDraft) -> None:
    """Connect a deployment in the data folder of the test."""
    async with open_parts(load_settings()) as parts, parts.database.write() as connection:
        await connect_deployment(
            connection, draft, ledger=parts.ledger, clock=parts.clock, actor="command_line"
        )


async def code_of(name: str, *, shows: str = "") -> str:
    """The code that a person makes on their own page for the newest request, which ``shows`` what is signed."""
    async with open_parts(load_settings()) as parts, parts.database.write() as connection:
        person = await find_person(connection, sign_in_name=name)
        assert person is not None
        organisation = await find_organisation(connection, organisation_id=person.organisation_id)
        assert organisation is not None
        (newest, *_) = await open_requests(connection, person.id, now=parts.clock())
        assert shows in newest.deed.title
        viewer = Viewer(person, organisation, "session", permissions_of(person.roles))
        return await make_code(connection, viewer, newest.id, ledger=parts.ledger, clock=parts.clock)
