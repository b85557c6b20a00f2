"""The same questions in a plain asyncio loop that keeps nothing: ``python benchmarks/exam/plain.py JSON``."""

import asyncio
import json
import sys
import time

import aiohttp

PROMPT = (
    "次の文の趣旨を一文で述べてください。" + "行政文書は、別表に定める期間、保存しなければならない。" * 20
)


async def ask(session: aiohttp.ClientSession, url: str, model: str, question: str) -> str:
    """One answer, streamed."""
    body = {"model": model, "stream": True, "messages": [{"role": "user", "content": question}]}
    pieces = list[str]()
    async with session.post(url, json=body) as response:
        async for line in response.content:
            if line.startswith(b"data: {"):
                choices = json.loads(line[6:])["choices"]
                pieces += [choices[0]["delta"].get("content", "")] if choices else []
    return "".join(pieces)


async def run(wish: dict[str, int]) -> dict[str, float]:
    """Ask everything, at most so many at once of one model."""
    url = f"http://127.0.0.1:{wish['port']}/v1/chat/completions"
    began, cpu = time.perf_counter(), time.process_time()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def bounded(bound: asyncio.Semaphore, model: str, number: int) -> str:
            async with bound:
                return await ask(session, url, model, f"第{number}問。{PROMPT}")

        bounds = {f"model-{n}": asyncio.Semaphore(wish["concurrency"]) for n in range(wish["models"])}
        answers = await asyncio.gather(
            *(
                bounded(bound, model, number)
                for _ in range(wish["repetitions"])
                for number in range(wish["questions"])
                for model, bound in bounds.items()
            )
        )
    measured = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu}
    return {**measured, "answers": sum(map(bool, answers))}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(json.loads(sys.argv[1])))))
