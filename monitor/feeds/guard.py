"""Which addresses a feed may live at: host name → resolved addresses → those permitted → a connection.

The check stands where the connection is made, on the address that is then used. A name is resolved once a connection,
so what was checked is what is connected to: a name server that answers twice (DNS rebinding), a redirect, or a number
in disguise (`0x7f000001`) gains nothing.

Special ranges: IANA's special-purpose registries (RFC 6890), as the standard library's ipaddress knows them.
"""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import httpcore

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolver = Callable[[str, int], Awaitable[tuple[str, ...]]]
"""(host, port) -> addresses in the order to try; raises socket.gaierror."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowPrivate:
    """Which private addresses may be reached: by default none; `hosts` as the URL names them, in lower case.

    `everything` is all but what serves the machine itself, which must be named: no feed lives there, and a cloud's
    metadata service gives its keys to whoever is redirected to it.
    """

    everything: bool = False
    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    def permits(self, host: str, address: str) -> bool:
        """Whether a connection for `host` may go to `address`, an IP address as text."""
        if bare(host) in self.hosts:
            return True
        found = unwrapped(ip_address(address))
        is_named = any(found in network for network in self.networks)
        return is_named or is_public(found) or (self.everything and not serves_the_machine(found))


NOTHING_PRIVATE = AllowPrivate()
ANYTHING_PRIVATE = AllowPrivate(everything=True)


def allow_private(value: bool | Iterable[str]) -> AllowPrivate:
    """True for all, False for none, or host names, addresses and CIDR ranges; ValueError names the entry at fault."""
    if isinstance(value, bool):
        return AllowPrivate(everything=value)
    entries = tuple(entry.strip() for entry in value)
    ranges = {entry: network for entry in entries if (network := network_of(entry))}
    hosts = [entry for entry in entries if entry not in ranges]
    for host in hosts:
        if not host or set(host) & set("/:@ *"):
            raise ValueError(f"{host!r} is no host (news.intra), no address (10.0.0.7) and no range (10.0.0.0/8)")
    return AllowPrivate(hosts=frozenset(map(bare, hosts)), networks=tuple(ranges.values()))


def network_of(entry: str) -> Network | None:
    try:
        return ip_network(entry.strip("[]"), strict=False)
    except ValueError:
        return None


def bare(host: str) -> str:
    """A host as it is compared: without IPv6's brackets and the root's dot."""
    return host.lower().strip("[]").rstrip(".")


# --- What is public ----------------------------------------------------------------------------------------------

NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: how an IPv6-only network reaches IPv4, with the address inside

# Reachable, and no feed's home: what ipaddress of Python 3.11 calls global although it serves the machine itself.
ALSO_PRIVATE: tuple[Network, ...] = (
    IPv4Network("192.0.0.0/24"),  # RFC 6890 protocol assignments; a cloud's metadata service lives here
    IPv4Network("192.88.99.0/24"),  # RFC 7526 deprecated relay anycast
    IPv4Network("168.63.129.16/32"),  # Azure's wire server, next to each of its machines
    IPv6Network("::/96"),  # RFC 4291 IPv4-compatible, deprecated
    IPv6Network("64:ff9b:1::/48"),  # RFC 8215 local-use translation
    IPv6Network("5f00::/16"),  # RFC 9602 segment routing
)


def is_public(address: Address) -> bool:
    """Whether an address belongs to the internet at large, whatever it is wrapped in."""
    address = unwrapped(address)
    if any(address in network for network in ALSO_PRIVATE):
        return False
    if isinstance(address, IPv6Address) and address.is_site_local:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


SERVE_THE_MACHINE: tuple[Network, ...] = (
    IPv4Network("169.254.0.0/16"),  # link-local; AWS, Google, Azure and others answer at 169.254.169.254
    IPv6Network("fe80::/10"),
    IPv4Network("192.0.0.192/32"),  # Oracle's metadata service
    IPv4Network("100.100.100.200/32"),  # Alibaba's
    IPv6Network("fd00:ec2::/32"),  # Amazon's, by IPv6
    IPv4Network("168.63.129.16/32"),
)


def serves_the_machine(address: Address) -> bool:
    """Whether an address is a service of the machine's own link or cloud."""
    return any(unwrapped(address) in network for network in SERVE_THE_MACHINE)


def unwrapped(address: Address) -> Address:
    """The IPv4 address that an IPv6 one stands for: mapped, 6to4 (RFC 3056), Teredo (RFC 4380) or NAT64."""
    if isinstance(address, IPv4Address):
        return address
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour or address


# --- Connecting --------------------------------------------------------------------------------------------------

MOST_TRIES = 4  # addresses of one name that are tried, within one connect timeout


class AddressRefused(Exception):
    """The host resolves only to addresses that may not be reached."""

    def __init__(self, host: str, addresses: tuple[str, ...]) -> None:
        self.host, self.addresses = host, addresses
        super().__init__(f"{host} resolves to {', '.join(addresses)}")


def is_address(host: str) -> bool:
    try:
        return bool(ip_address(bare(host)))
    except ValueError:
        return False


async def resolve(host: str, port: int) -> tuple[str, ...]:
    """The addresses of `host`, by the machine's resolver, in the loop's executor; raises socket.gaierror."""
    if is_address(host):
        return (bare(host),)
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label of more than 63 characters fails in the codec, before any look-up
        raise socket.gaierror(socket.EAI_NONAME, "not a host name") from error
    return tuple(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class Dialer:
    """Opens connections, through the guard. Raises AddressRefused, socket.gaierror, and httpcore's connect errors."""

    def __init__(self, allowed: AllowPrivate, resolver: Resolver = resolve) -> None:
        self._allowed = allowed
        self._resolver = resolver

    async def connect(
        self, host: str, port: int, *, tls: ssl.SSLContext | None, within: float
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection to the first of the host's addresses that takes one. `within`: seconds, for all of them."""
        addresses = await self._resolver(host, port)
        permitted = [address for address in addresses if self._allowed.permits(host, address)][:MOST_TRIES]
        if not permitted:
            raise AddressRefused(host, addresses)
        share = within / len(permitted)
        for address in permitted[:-1]:
            try:
                return await _connect(address, port, host, tls, share)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue  # the next address of the same host; the last one's failure is told
        return await _connect(permitted[-1], port, host, tls, share)


async def _connect(
    address: str, port: int, host: str, tls: ssl.SSLContext | None, within: float
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """`host` is whose certificate is asked for."""
    try:
        async with asyncio.timeout(within):
            return await asyncio.open_connection(address, port, ssl=tls, server_hostname=host if tls else None)
    except TimeoutError as error:
        raise httpcore.ConnectTimeout(error) from error
    except (OSError, ValueError) as error:  # ValueError: a name that no certificate can be for
        raise httpcore.ConnectError(error) from error
