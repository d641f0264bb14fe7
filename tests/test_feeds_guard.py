"""Which addresses a feed may live at, decided where the connection is made."""

import socket
from ipaddress import ip_address

import pytest
from feed_server import FeedServer

from monitor.feeds.fetch import Fetcher
from monitor.feeds.guard import ANYTHING_PRIVATE, NOTHING_PRIVATE, AllowPrivate, allow_private, is_public, resolve
from monitor.model import Fetched, FetchError, FetchOutcome, FetchRequest


class Names:
    """A name server of our own: each look-up takes the next answer; the last one stays."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> tuple[str, ...]:  # noqa: ARG002
        self.asked.append(host)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if not answer:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return answer


async def fetch(url: str, names: Names | None = None, allowed: AllowPrivate = NOTHING_PRIVATE) -> FetchOutcome:
    resolver = names or resolve
    async with Fetcher(user_agent="monitor/test", allow_private=allowed, deadline=5, resolver=resolver) as fetcher:
        return await fetcher.fetch(FetchRequest(url=url), is_file=False)


PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254",
    "192.0.0.192", "168.63.129.16", "198.18.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1",
    "fd00:ec2::254", "ff02::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1", "2001:0:4136:e378:8000:63bf:80ff:fffe",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))
    assert not NOTHING_PRIVATE.permits("news.example", address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_the_internet_at_large_is_public(address: str) -> None:
    assert is_public(ip_address(address))


def test_private_hosts_are_allowed_by_name_address_or_range() -> None:
    allowed = allow_private(["news.intra.", "10.0.0.0/8", "192.168.7.7", "[fd00::1]"])
    assert allowed.permits("NEWS.intra", "192.168.0.1")
    assert allowed.permits("other.intra", "10.2.3.4")
    assert allowed.permits("other.intra", "::ffff:10.2.3.4")
    assert allowed.permits("192.168.7.7", "192.168.7.7")
    assert allowed.permits("x", "fd00::1")
    assert not allowed.permits("other.intra", "192.168.7.8")
    assert not allowed.permits("news.intra.evil.example", "127.0.0.1")


def test_all_or_none_can_be_said_in_one_word() -> None:
    assert allow_private(True) == ANYTHING_PRIVATE
    assert allow_private(False) == NOTHING_PRIVATE
    assert ANYTHING_PRIVATE.permits("x", "127.0.0.1")


@pytest.mark.parametrize("entry", ["http://intra/", "a b", "", "10.0.0.0/99", "*.intra", "host:80"])
def test_a_wrong_entry_is_named(entry: str) -> None:
    with pytest.raises(ValueError, match="is no host") as caught:
        allow_private(["good.intra", entry])
    assert repr(entry) in str(caught.value)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "0x7f000001", "2130706433", "127.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"]
)
async def test_loopback_is_refused_however_it_is_spelled(host: str) -> None:
    async with FeedServer() as server:
        server.add("/feed", title="inner secrets")
        outcome = await fetch(server.url("/feed", host=host))
        assert isinstance(outcome, FetchError)
        assert "private address" in outcome.message
        assert "allow_private_hosts" in outcome.message
        assert server.log == []


@pytest.mark.parametrize("address", ["169.254.169.254", "fe80::1", "168.63.129.16", "fd00:ec2::254"])
def test_a_machine_s_own_services_are_reached_only_where_they_are_named(address: str) -> None:
    assert not ANYTHING_PRIVATE.permits("feed.intra", address)
    assert not allow_private(True).permits(address, address)
    assert not ANYTHING_PRIVATE.permits("feed.intra", "::ffff:169.254.169.254")
    assert allow_private([address]).permits("feed.intra", address)
    assert allow_private(["feed.intra"]).permits("feed.intra", address)


async def test_a_name_that_leads_inside_is_refused_with_its_address() -> None:
    outcome = await fetch("http://metadata.example/latest", Names(("169.254.169.254",)))
    assert isinstance(outcome, FetchError)
    assert "metadata.example is at a private address (169.254.169.254)" in outcome.message


async def test_an_allowed_host_is_reached() -> None:
    async with FeedServer() as server:
        server.add("/feed", title="hello")
        names = Names(("127.0.0.1",))
        outcome = await fetch(server.url("/feed", host="news.intra"), names, allow_private(["news.intra"]))
        assert isinstance(outcome, Fetched)
        assert names.asked == ["news.intra"]
        assert server.log[0].headers["host"] == f"news.intra:{server.port}"


async def test_a_name_is_resolved_once_a_connection_and_what_was_checked_is_connected_to() -> None:
    """DNS rebinding: a second look-up would give loopback; there is none."""
    async with FeedServer() as server:
        server.add("/feed", title="inner secrets")
        allowed = allow_private(["127.0.0.2"])  # stands for a public address; nothing listens there
        names = Names(("127.0.0.2",), ("127.0.0.1",))
        outcome = await fetch(server.url("/feed", host="rebind.example"), names, allowed)
        assert isinstance(outcome, FetchError)
        assert names.asked == ["rebind.example"]
        assert server.log == []


async def test_only_the_permitted_addresses_of_a_name_are_tried() -> None:
    async with FeedServer() as server:
        server.add("/feed", title="hello")
        names = Names(("10.0.0.1", "127.0.0.2", "127.0.0.1"))
        outcome = await fetch(server.url("/feed", host="many.example"), names, allow_private(["127.0.0.0/8"]))
        assert isinstance(outcome, Fetched)


async def test_each_hop_of_a_redirect_is_checked() -> None:
    async with FeedServer() as server:
        server.add("/secret", title="inner secrets")
        server.redirect("/feed", "http://inner.example:1/secret")
        names = Names(("127.0.0.1",), ("10.0.0.5",))
        outcome = await fetch(server.url("/feed", host="127.0.0.1"), names, allow_private(["127.0.0.1"]))
        assert isinstance(outcome, FetchError)
        assert "redirects to inner.example:1, which is at a private address (10.0.0.5)" in outcome.message


async def test_an_unknown_host_says_so() -> None:
    outcome = await fetch("http://no-such-host.example/feed", Names(()))
    assert isinstance(outcome, FetchError)
    assert "can't find the host no-such-host.example" in outcome.message


async def test_a_host_name_that_no_resolver_takes_is_an_unknown_host() -> None:
    outcome = await fetch(f"http://{'a' * 70}.example/feed")
    assert isinstance(outcome, FetchError)
    assert "can't find the host" in outcome.message
