"""Addresses: as they are compared, as they are told, and whose they are. Pure.

as written ─ unwrapped (an aggregator's link → the article's) ─ canonical (compared) · shown (told)
"""

import base64
import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

if TYPE_CHECKING:
    from tldextract import TLDExtract

# --- As they are told --------------------------------------------------------------------------------------------


LONGEST_SHOWN = 300  # characters: a sentence about an address is still one


def shown(url: str) -> str:
    """An address as it may be told: without user, password, query and fragment, which may hold secrets."""
    bare, query, _ = url.partition("?")
    scheme, mark, rest = bare.partition("#")[0].partition("://")
    host, slash, path = rest.partition("/")
    told = f"{scheme}{mark}{host.rpartition('@')[2]}{slash}{path}"
    return f"{told[:LONGEST_SHOWN]}…" if len(told) > LONGEST_SHOWN else f"{told}{'?…' if query else ''}"


def without_user(url: str) -> str:
    """An address without its user and password, for what programs read and the store keeps; all else stays."""
    scheme, mark, rest = url.partition("://")
    place, slash, path = rest.partition("/")
    return f"{scheme}{mark}{place.rpartition('@')[2]}{slash}{path}"


# --- As they are compared ----------------------------------------------------------------------------------------

TRACKING = re.compile(
    r"utm_.*|pk_.*|mtm_.*|guce_.*|__twitter_.*|mc_[ce]id|_hs(?:enc|mi)"
    r"|at_(?:medium|campaign|custom|link|bbc|format|ptr|type)\w*|ns_(?:campaign|mchannel|source|linkname|fee)"
    r"|(?:fb|g|d|y|tw|tt)clid|[gw]braid|msclkid|igshid|mkt_tok|cmpid|cmp|ncid|ocid|smid|smtyp|xtor|maca|ito"
    r"|traffic_source|ftag|wt_mc",
    re.IGNORECASE,
)
ORIGIN = {"ref", "source", "src", "from", "partner", "emc", "feature", "output"}  # tracking only where they say "rss"


def canonical_url(url: str) -> str:
    """An address as it is compared, not as it is opened: two that lead to one article should read alike.

    https stands for http too; no user, default port, tracking parameters, fragment (but #!) or slash at the end;
    parameters in order. An address that can't be read stays as it is; an empty one stays empty.
    """
    if (plain := PLAIN.fullmatch(url)) is not None:
        return f"https://{plain[1]}{plain[2].rstrip('/') or '/'}"
    url, before = tidied(url.strip()), url
    for _ in range(MOST_PASSES):
        if url == before:
            break
        url, before = tidied(url), url
    return url


# An address that needs no tidying but for its scheme and its end, which is most of them: w3lib takes 60 µs for it.
PLAIN = re.compile(
    r"https?://(?=[^/]{1,63}(?:/|\Z))([a-z0-9]+(?:[.-][a-z0-9]+)*)((?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?)", re.ASCII
)
MOST_PASSES = 5  # two do for all addresses that are meant; what tidying lays bare in others may want tidying again


def tidied(url: str) -> str:
    try:
        parts = urlsplit(canonicalize_url(url, keep_fragments=True))
        host, port = parts.hostname, parts.port
    except ValueError:
        return url
    if parts.scheme not in {"http", "https"} or not host:
        return url
    place = f"[{host}]" if ":" in host else host.rstrip(".")
    place += f":{port}" if port not in {None, 80, 443} else ""
    query = urlencode([pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not tracks(*pair, host)])
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit(("https", place, parts.path.rstrip("/") or "/", query, fragment))


def tracks(name: str, value: str, host: str) -> bool:
    """Whether a parameter only tells where a reader came from."""
    if TRACKING.fullmatch(name) or (name.lower() in ORIGIN and value.lower().startswith("rss")):
        return True
    return host == "news.google.com" and name in {"oc", "hl", "gl", "ceid"}


# --- Google News -------------------------------------------------------------------------------------------------

GOOGLE_NEWS = re.compile(r"https?://news\.google\.com/(?:rss/)?(?:articles|read)/([\w-]{8,4000})={0,2}(?:[?#].*)?")
WRAPPED = re.compile(rb"\x08\x13\"[\x00-\xff]{1,2}?(https?://[!-~]+)")
"""Protocol Buffers: field 1 = 19, field 4 = a text, its length in one or two bytes. Ids were made so until 2024."""


def article_url(url: str) -> str:
    """The article's own address, where a link of Google News holds it; else the address as it is."""
    found = GOOGLE_NEWS.fullmatch(url)
    if found is None:
        return url
    try:
        inside = WRAPPED.match(base64.urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4)))
    except ValueError:  # no base64, or no ASCII
        return url
    return inside[1].decode("ascii") if inside else url


def is_opaque(url: str) -> bool:
    """Whether a link of Google News hides the article's address: then it is an id of Google's, and of nothing else."""
    return GOOGLE_NEWS.fullmatch(url) is not None and article_url(url) == url


# --- Whose they are ----------------------------------------------------------------------------------------------


def publisher_of(url: str) -> str:
    """The registered domain of an address (`bbc.co.uk`), by the public suffix list that tldextract brings along."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return registered_domains()(host).top_domain_under_public_suffix or host


@cache
def registered_domains() -> "TLDExtract":
    """Never the network, never a cache on disk. Imported late: 0.2 s, and only feeds that name no publisher need it."""
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None)
