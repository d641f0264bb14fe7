"""Places: who is kept waiting lets others begin; who is held up by ourselves does not."""

import asyncio
import time

from monitor.feeds.places import PATIENCE, Places


async def at_once() -> None:
    """There is room."""


async def hold(places: Places, begun: list[int], number: int, until: asyncio.Event) -> None:
    async with places.take():
        begun.append(number)
        await until.wait()


async def test_who_waits_lets_the_next_begin_in_order_and_all_places_come_back() -> None:
    places, begun, until = Places(2, time.monotonic, at_once), list[int](), asyncio.Event()
    tasks = [asyncio.create_task(hold(places, begun, number, until)) for number in range(7)]

    while len(begun) < 7:
        await asyncio.sleep(PATIENCE / 5)
    assert begun == list(range(7))
    assert 5 <= places.outside <= 7

    until.set()
    await asyncio.gather(*tasks)
    assert places.outside == 0
    quick = [asyncio.create_task(hold(places, begun, number, until)) for number in range(7, 30)]
    await asyncio.gather(*quick)
    assert begun == list(range(30))


async def test_a_loop_that_is_behind_lets_nobody_new_begin() -> None:
    places, begun, until = Places(1, time.monotonic, at_once), list[int](), asyncio.Event()
    tasks = [asyncio.create_task(hold(places, begun, number, until)) for number in range(2)]
    await asyncio.sleep(0)

    for _ in range(3):
        time.sleep(2 * PATIENCE)  # what holds up the loop
        await asyncio.sleep(0)
    assert begun == [0]

    while len(begun) < 2:
        await asyncio.sleep(PATIENCE / 5)
    until.set()
    await asyncio.gather(*tasks)


async def test_without_room_for_what_would_be_read_nobody_new_begins() -> None:
    room, begun, until = asyncio.Event(), list[int](), asyncio.Event()

    async def has_room() -> None:
        await room.wait()

    places = Places(2, time.monotonic, has_room)
    tasks = [asyncio.create_task(hold(places, begun, number, until)) for number in range(5)]
    await asyncio.sleep(3 * PATIENCE)
    assert (begun, places.outside) == ([], 0)
    tasks[0].cancel()  # its place comes back

    room.set()
    until.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert begun == [1, 2, 3, 4]
