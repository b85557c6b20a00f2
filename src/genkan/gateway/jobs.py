"""The gateway's background work."""

from genkan.gateway.gateway import WRITE_ANSWER, Gateway
from genkan.jobs import Payload, Task


def tasks(gateway: Gateway) -> dict[str, Task]:
    """Writing an answer: started once; when its process dies, the answer is marked as interrupted."""

    async def write(payload: Payload) -> None:
        await gateway.writer.write(str(payload["answer_id"]))

    async def lose(payload: Payload) -> None:
        await gateway.writer.lose(str(payload["answer_id"]))

    return {WRITE_ANSWER: Task(run=write, lost=lose)}
