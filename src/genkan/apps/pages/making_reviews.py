"""What waits for a decision in an organisation, and what is published there."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from genkan.apps.making.made_app import VersionState
from genkan.apps.making.store import apps
from genkan.apps.making.store.versions import versions_of_organisation
from genkan.apps.pages.making_parts import people_of
from genkan.apps.pages.parts import PagesPart
from genkan.apps.teams.store import names_of_teams
from genkan.governance import AdministersApps, Reading

router = APIRouter()


@router.get("/making/reviews")
async def show_reviews(
    request: Request, viewer: AdministersApps, connection: Reading, pages: PagesPart, done: str = ""
) -> Response:
    """The versions in review, longest first, and the published apps."""
    organisation_id = viewer.organisation.id
    waiting = await versions_of_organisation(connection, organisation_id, VersionState.IN_REVIEW)
    published = await versions_of_organisation(connection, organisation_id, VersionState.PUBLISHED)
    owners = await apps.apps_with_ids(connection, [each.app_id for each in (*waiting, *published)])
    teams = await names_of_teams(connection, [app.team_id for app in owners.values()])
    return pages.render(
        request,
        "apps/making_reviews.html",
        done=done,
        waiting=waiting,
        published=published,
        apps=owners,
        teams={team_id: name for team_id, (name, _) in teams.items()},
        names=await people_of(connection, (*waiting, *published)),
    )
