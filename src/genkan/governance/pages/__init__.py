"""The pages of sign-in, accounts, people and the ledger."""

from fastapi import APIRouter

from genkan.governance.pages import account, invitation, ledger, people, person, preferences, signing_in

router = APIRouter()
router.include_router(signing_in.router)
router.include_router(invitation.router)
router.include_router(preferences.router)
router.include_router(account.router)
router.include_router(people.router)
router.include_router(person.router)
router.include_router(ledger.router)

__all__ = ["router"]
