"""The pages of sign-in, accounts, people and the ledger."""

from fastapi import APIRouter

from genkan.governance.pages import (
    account,
    groups,
    invitation,
    ledger,
    people,
    person,
    preferences,
    signatures,
    signing_in,
)

_PAGES = (signing_in, invitation, preferences, account, signatures, people, person, groups, ledger)

router = APIRouter(routes=[route for pages in _PAGES for route in pages.router.routes])

__all__ = ["router"]
