"""What the gateway's door for the outside is asked for a run."""

from genkan.apps.external.app import ExternalApp
from genkan.apps.program import RunBench
from genkan.gateway import OutsideAsk


def ask_of(
    app: ExternalApp, bench: RunBench, *, texts: tuple[str, ...] = (), trying: bool = False
) -> OutsideAsk:
    """Whether ``texts`` may leave to the app; ``trying`` as of ``ExternalApp.as_destination``."""
    return OutsideAsk(
        organisation_id=bench.organisation_id,
        person_id=bench.person_id,
        app=app.name,
        information_class=bench.information_class,
        destination=app.as_destination(trying=trying),
        texts=texts,
        fee=app.fee,
    )
