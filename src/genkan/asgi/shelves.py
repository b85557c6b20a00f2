"""The parts of the knowledge room."""

from datetime import timedelta
from typing import NamedTuple

from genkan.asgi.ground import Ground
from genkan.gateway import Gateway, open_allowance
from genkan.knowledge import (
    Desk,
    DoorEmbedder,
    DoorRewriter,
    FolderWatch,
    Inbox,
    Library,
    Loader,
    Pace,
    Receiver,
    Tally,
    VectorSchedule,
    cluster_of,
)


class Shelves(NamedTuple):
    """Everything that holds regulations and finds in them."""

    library: Library
    loader: Loader
    receiver: Receiver
    folders: FolderWatch
    tally: Tally
    desk: Desk
    vector_schedule: VectorSchedule


def lay_shelves(ground: Ground, gateway: Gateway) -> Shelves:
    """Put the parts together; nothing runs yet."""
    settings, clock, database, ledger, queue = ground
    library = Library(
        database,
        clock,
        settings.data_folder / "index",
        shared=settings.index_shared_folder,
        embedder=DoorEmbedder(gateway),
        rewriter=DoorRewriter(gateway),
        cluster=cluster_of(settings),
    )
    schedule = VectorSchedule(database, queue=queue, clock=clock, vectors=library.vectors)
    loader = Loader(database, clock=clock, ledger=ledger, queue=queue)
    tally = Tally(database, clock)
    pace = Pace(per_minute=settings.reads_per_minute, shared=open_allowance(settings.valkey_url))
    return Shelves(
        library=library,
        loader=loader,
        receiver=Receiver(Inbox(settings.data_folder / "inbox", clock), loader=loader, queue=queue),
        folders=_folder_watch(ground, loader),
        tally=tally,
        desk=Desk(database, library, pace=pace, tally=tally),
        vector_schedule=schedule,
    )


def _folder_watch(ground: Ground, loader: Loader) -> FolderWatch:
    return FolderWatch(
        database=ground.database,
        queue=ground.queue,
        clock=ground.clock,
        loader=loader,
        place=ground.settings.data_folder / "watched",
        every=timedelta(seconds=ground.settings.watch_seconds),
    )
