"""What went wrong with a fetch, in words for who keeps the list of feeds: what happened, and what to do."""

import socket
import ssl
from datetime import datetime, timedelta

import httpcore
import httpx

from monitor.addresses import shown
from monitor.feeds.address import host_of
from monitor.feeds.guard import AddressRefused
from monitor.feeds.headers import retry_after
from monitor.feeds.wire import Broken, How
from monitor.model import FetchError

LONGEST_ELSEWHERE = timedelta(days=1)  # of Retry-After with an answer that does not say “later” by its status

STATUS_SENTENCES: dict[int, str] = {
    304: "says 'not modified' (304) although it was asked for the whole feed: its server is at fault",
    400: "refuses the request as wrong (400): check the address, and whether it begins with https://",
    401: "wants a user name and password (401): give the feed's address with them, or remove the feed",
    403: "refuses to serve us (403): the site may block feed readers or this machine; ask its owner",
    404: "does not exist (404): look for the feed's new address",
    402: "wants to be paid (402): ask its owner for an address with access, or remove the feed",
    406: "has no feed that we can read (406): look for the feed's address",
    410: "says that it is gone (410): it is asked once more in a day, and then no more; look for another address",
    421: "is asked at the wrong server (421): that server is at fault; it is asked again later",
    451: "may not be served here, for legal reasons (451): ask its owner, or remove the feed",
    429: "is asked too often (429): it is asked again later; raise the feed's 'every'",
}


def answer_error(url: httpx.URL, status: int, headers: httpx.Headers, now: datetime) -> FetchError:
    """What an answer means that is neither a feed, a redirect nor 'not modified'."""
    sentence = STATUS_SENTENCES.get(status)
    if sentence is None and status >= 500:
        sentence = f"fails on the server's side ({status}): it is asked again later"
    later = longest_wait(headers, now) if status in {429, 503} else asked_to_wait(headers, now) or None
    return FetchError(
        message=f"{shown(str(url))} {sentence or f'answers with status {status} instead of a feed: check the address'}",
        status=status,
        retry_after=later,
    )


def asked_to_wait(headers: httpx.Headers, now: datetime) -> timedelta:
    """Retry-After with an answer that is neither 429 nor 503: it is kept too, within reason."""
    return min(longest_wait(headers, now) or timedelta(0), LONGEST_ELSEWHERE)


def longest_wait(headers: httpx.Headers, now: datetime) -> timedelta | None:
    """The longest that a Retry-After asks for, of which there may be several."""
    waits = (retry_after(value, headers.get("date"), now) for value in headers.get_list("retry-after"))
    return max((wait for wait in waits if wait is not None), default=None)


def network_sentence(url: httpx.URL, error: Exception, asked: str) -> str:
    """A failure below HTTP, as a sentence that names the host and says what to do. `asked`: the feed's own address."""
    host = f"{url.host}:{url.port}" if url.port else url.host
    for cause in causes(error):
        if isinstance(cause, AddressRefused) and url.host != host_of(asked):
            where = ", ".join(cause.addresses[:3])
            return (
                f"{shown(asked)} redirects to {host}, which is at a private address ({where}): no public feed "
                "does that; ask its owner, or, where both are your own, name it in [polling] allow_private_hosts"
            )
        if (sentence := cause_sentence(host, cause)) is not None:
            return f"{sentence} (asked for {shown(str(url))})"
    return f"the connection to {host} failed; it is tried again later (asked for {shown(str(url))})"


def how_it_broke(error: Exception) -> str:
    """How a body broke off of which a part had come, in a few words."""
    match error:
        case Broken(how=How.BODY_CUT, detail=detail):
            return f"its server closed the connection {detail}"
        case Broken():
            return "its server sends chunks that are none"
        case EOFError():
            return "its gzip ends in the middle"
    return "the connection broke"


def cause_sentence(host: str, cause: BaseException) -> str | None:
    match cause:
        case AddressRefused(addresses=addresses):
            return (
                f"{host} is at a private address ({', '.join(addresses[:3])}), which feeds may not reach: "
                "if you trust it, name it in [polling] allow_private_hosts"
            )
        case socket.gaierror(errno=socket.EAI_AGAIN):
            return f"can't look up the host {host}: the name server does not answer; check this machine's network"
        case ssl.SSLCertVerificationError(verify_message=reason):
            return f"the certificate of {host} is not valid ({reason}): the site must renew it, or the address is wrong"
        case ssl.SSLError(reason=str(reason)) if reason in PLAIN_HTTP:
            return f"{host} answers an https:// address in plain HTTP: write http:// in its place, or correct the port"
        case ssl.SSLError(reason=str(reason)):
            words = reason.lower().replace("_", " ")
            return f"no secure connection to {host} ({words}): its TLS is too old or at fault; ask its owner"
        case Broken(how=how, detail=detail):
            return BROKEN[how].format(host=host, detail=detail)
    return next((words.format(host=host) for kinds, words in CAUSE_SENTENCES if isinstance(cause, kinds)), None)


CAUSE_SENTENCES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (socket.gaierror, "can't find the host {host}: check the spelling of the address, or this machine's name server"),
    (ssl.SSLError, "no secure connection to {host}: its TLS does not work; check whether its address is https at all"),
    (ConnectionRefusedError, "{host} refuses the connection: the server is down, or the address or port is wrong"),
    (httpcore.ConnectTimeout, "{host} can't be reached: no connection within 10 s; it is tried again later"),
    (httpcore.TimeoutException, "{host} said nothing for 15 s, and was given up; it is asked again later"),
    (
        (ConnectionResetError, BrokenPipeError, ConnectionAbortedError),
        "{host} cut the connection (reset): its server is in trouble, or something on the way, such as a firewall, "
        "does not want us; it is asked again later",
    ),
    (httpcore.ReadError, "the connection to {host} broke; it is asked again later"),
    (
        httpcore.LocalProtocolError,
        "the address of {host} can't be asked for: only well-formed http and https addresses can; correct it",
    ),
)


PLAIN_HTTP = {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG", "RECORD_LAYER_FAILURE"}
"""OpenSSL's reasons where what comes is no TLS at all."""

BROKEN: dict[How, str] = {
    How.NO_ANSWER: "{host} closed the connection without an answer: its server is in trouble, or its address begins "
    "with https://; it is asked again later",
    How.NOT_HTTP: "{host} answers with something that is not HTTP (it begins with {detail}): check host and port, and "
    "whether a feed is served there at all",
    How.TLS: "{host} speaks TLS, and was asked in plain HTTP: write https:// in place of http://",
    How.HEAD_CUT: "{host} broke off within the headers of its answer: its server is in trouble; it is asked again "
    "later",
    How.HEAD_TOO_LARGE: "{host} sends more than {detail} of headers: its server is at fault; ask its owner",
    How.HEAD_WRONG: "{host} answers with headers that break the rules of HTTP ({detail}): its server is at fault; ask "
    "its owner",
    How.PROMISES: "{host} promises an answer again and again (1xx) and gives none: its server is at fault; ask its "
    "owner",
    How.OTHER_PROTOCOL: "{host} changes to another protocol (101), which nobody asked for: its server is at fault",
    How.BODY_CUT: "{host} broke off in the middle of its answer, {detail}; it is asked again later",
    How.BODY_WRONG: "{host} sends its answer in chunks that are none: its server is at fault; ask its owner",
}


def causes(error: BaseException) -> tuple[BaseException, ...]:
    """An error and what caused it, the first cause first: the deepest knows best."""
    found = [error]
    while len(found) < 10 and (cause := cause_of(found[0])) is not None:
        found.insert(0, cause)
    return tuple(found)


def cause_of(error: BaseException) -> BaseException | None:
    """httpcore's pool drops the cause of an error, which still is its argument."""
    inner = error.args[0] if error.args else None
    return error.__cause__ or (inner if isinstance(inner, BaseException) else None)
