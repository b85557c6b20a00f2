"""The pages of regulations: searching, reading, and looking after them."""

from fastapi import APIRouter

from genkan.knowledge.pages import collections, regulations, searching, uploading

router = APIRouter()
for part_of_the_room in (searching, regulations, collections, uploading):
    router.include_router(part_of_the_room.router)

__all__ = ["router"]
