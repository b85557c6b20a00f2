"""In which order waiting calls are served, and what they are told about it."""

import asyncio

from genkan.gateway.admission import Admission, Limits

from .conftest import deployment, route


class Crowd:
    """Calls that wait for one place, which each of them leaves as soon as it has it."""

    def __init__(self) -> None:
        self.admission = Admission(limits=Limits(waiting=5_000, seconds=600))
        self.to = route(deployment(capacity=1))
        self.place = self.admission.try_enter(self.to, fair_key="first", tokens=1)
        self.order: list[str] = []
        self.told: dict[str, list[int]] = {}
        self.tasks: list[asyncio.Task[None]] = []

    async def join(self, *fair_keys: str, name: str | None = None) -> None:
        """Let calls wait, one after another."""
        for fair_key in fair_keys:
            self.tasks.append(asyncio.create_task(self._wait(fair_key, name or fair_key)))
        await asyncio.sleep(0)

    async def serve(self) -> list[str]:
        """Free the place and return the order in which all were served."""
        assert self.place is not None
        self.place.leave(failed=False)
        await asyncio.gather(*self.tasks)
        return self.order

    async def _wait(self, fair_key: str, name: str) -> None:
        told = self.told.setdefault(name, [])
        place = await self.admission.enter(self.to, fair_key=fair_key, tokens=1, on_position=told.append)
        self.order.append(name)
        await asyncio.sleep(0)
        place.leave(failed=False)


async def test_one_organisation_with_a_thousand_calls_does_not_keep_another_waiting():
    crowd = Crowd()
    await crowd.join(*["大"] * 1_000)
    await crowd.join("小")
    order = await crowd.serve()
    assert order.index("小") == 1
    assert len(order) == 1_001


async def test_organisations_take_turns_and_each_is_served_in_order():
    crowd = Crowd()
    for name in ("a1", "a2", "a3", "b1", "b2", "c1"):
        await crowd.join(name[0], name=name)
    assert await crowd.serve() == ["a1", "b1", "c1", "a2", "b2", "a3"]


async def test_the_people_of_an_organisation_take_turns_within_its_turns():
    crowd = Crowd()
    for key, name in (
        ("a/x", "x1"),
        ("a/x", "x2"),
        ("a/x", "x3"),
        ("a/y", "y1"),
        ("b/z", "z1"),
        ("b/z", "z2"),
    ):
        await crowd.join(key, name=name)
    assert await crowd.serve() == ["x1", "z1", "y1", "z2", "x2", "x3"]


async def test_people_of_one_organisation_get_no_more_turns_by_being_many():
    crowd = Crowd()
    await crowd.join(*(f"大/{number}" for number in range(50)))
    await crowd.join("小/一人", "小/一人", "小/一人")
    order = await crowd.serve()
    assert [number for number, name in enumerate(order) if name == "小/一人"] == [1, 3, 5]


async def test_positions_are_told_and_never_get_worse():
    crowd = Crowd()
    for number in range(5):
        await crowd.join("大", name=f"大{number}")
    await asyncio.sleep(0.15)
    assert [crowd.told[f"大{number}"] for number in range(5)] == [[1], [2], [3], [4], [5]]
    await crowd.join("小", name="小")
    await asyncio.sleep(0.15)
    assert crowd.told["小"] == [2]
    assert crowd.told["大1"] == [2]  # now third in truth, which it is not told
    for waiting in crowd.tasks[:2]:
        waiting.cancel()
    await asyncio.sleep(0.15)
    assert crowd.told["大4"] == [5, 4]
    assert all(told == sorted(told, reverse=True) for told in crowd.told.values())
    assert crowd.place is not None
    crowd.place.leave(failed=False)
    await asyncio.gather(*crowd.tasks, return_exceptions=True)


async def test_a_listener_that_fails_harms_nobody_else():
    crowd, heard = Crowd(), []
    asyncio.get_running_loop().set_exception_handler(
        lambda _loop, context: heard.append(context["exception"])
    )

    def fail(position: int) -> None:
        raise ValueError(position)

    broken = asyncio.create_task(crowd.admission.enter(crowd.to, fair_key="a", tokens=1, on_position=fail))
    await crowd.join("b")
    await asyncio.sleep(0.15)
    assert crowd.told["b"] == [2]
    assert [type(error) for error in heard] == [ValueError]
    broken.cancel()
    assert await crowd.serve() == ["b"]
