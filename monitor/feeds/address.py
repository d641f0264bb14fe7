"""Addresses as they are told, and whose they are."""

from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from monitor.addresses import registered_domains
from monitor.feeds.guard import AllowPrivate, bare, is_public


@lru_cache(maxsize=20_000)  # asked at every poll, of the same addresses
def neighbourhood(url: str, own: AllowPrivate) -> str | None:
    """Whom a request to `url` burdens: the registered domain, or a public IP address; None for hosts of our own.

    A server limits all its names together, so manners are kept per registered domain. Loopback, private addresses,
    names without a public suffix (`localhost`, `news.intra`) and the hosts that `own` names are the operator's.
    """
    host = bare(host_of(url))
    if not host or host in own.hosts:
        return None
    try:
        return host if is_public(ip_address(host)) else None
    except ValueError:
        return registered_domains()(host).top_domain_under_public_suffix or None


def origin_of(url: str) -> str:
    """Scheme, host and port of an http address: whose robots.txt speaks of it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def host_of(url: str) -> str:
    """The host that an address names; empty for a file, and where it names none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
