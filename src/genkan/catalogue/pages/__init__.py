"""The pages of models and deployments."""

from fastapi import APIRouter

from genkan.catalogue.pages import connecting, overview

router = APIRouter()
for part_of_the_room in (connecting, overview):
    router.include_router(part_of_the_room.router)

__all__ = ["router"]
