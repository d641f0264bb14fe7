"""What Slack's refusals mean: an error code → a class, and a sentence for the person who must act.

A code that stands in no table here is refused as OTHER: new codes appear without notice, and what nobody has thought
about is neither repeated nor dropped in silence.

Sources:
    https://docs.slack.dev/reference/methods/chat.postMessage (errors), and chat.update, conversations.history
    https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks (errors of webhooks)
"""

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Final

from monitor.outcomes import Ambiguous, NotNow, NotSent, RefusalKind, Refused, Throttled, Unsearchable
from monitor.slack import limits


class Passing(StrEnum):
    """The classes that are no refusal."""

    THROTTLED = "throttled"  # not sent: try again after a while
    AMBIGUOUS = "ambiguous"  # may have been sent: look before trying again


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A row of the table: Slack's `code`, its class, and what to do about it."""

    code: str
    kind: RefusalKind | Passing
    advice: str
    pause: timedelta | None = None  # how long to wait where Slack does not say


def outcome(code: str, *, channel: str, retry_after: timedelta | None = None) -> Throttled | Ambiguous | Refused:
    """What became of a call that Slack answered with `code`. `channel` is named in the sentence."""
    fault = fault_of(code)
    sentence = f"Slack says {fault.code}: {fault.advice.format(channel=channel or 'the channel')}"
    if fault.kind is Passing.THROTTLED:
        return Throttled(retry_after=retry_after or fault.pause or limits.RETRY_AFTER_UNSAID, fault=sentence)
    if fault.kind is Passing.AMBIGUOUS:
        return Ambiguous(fault=sentence)
    return Refused(kind=RefusalKind(fault.kind), code=fault.code, fault=sentence)


def fault_of(code: str) -> Fault:
    """The row for `code`, which may be anything: an echo of our request must not come through."""
    if code in FAULTS:
        return FAULTS[code]
    for prefix, fault in FAMILIES.items():
        if code.startswith(prefix) and READABLE.fullmatch(code):
            return Fault(code=code, kind=fault.kind, advice=fault.advice)
    shown = code if READABLE.fullmatch(code) else "an unreadable error code"
    advice = "this code is not known here; see https://docs.slack.dev/reference/methods/chat.postMessage"
    return Fault(code=shown, kind=RefusalKind.OTHER, advice=advice)


READABLE: Final = re.compile(r"[a-z][a-z0-9_]{0,79}")  # a token has a hyphen, an address has a slash


def status_outcome(
    status: int, *, channel: str, retry_after: timedelta | None = None
) -> Throttled | Ambiguous | Refused | None:
    """What an HTTP status says by itself, whatever the body: None if it says nothing (200, and 4xx with a code)."""
    if status == 429:
        return outcome("ratelimited", channel=channel, retry_after=retry_after)
    if status >= 500 or status == 408:
        return Ambiguous(fault=f"Slack answered with HTTP {status}: it may or may not have taken the message")
    return None


def unread_outcome(status: int) -> Ambiguous | Refused:
    """What became of a call whose answer holds no code that can be read."""
    if status in {401, 403, 407}:
        advice = "the request was turned away before Slack read it; check the token, and the proxy if there is one"
        return Refused(kind=RefusalKind.CREDENTIAL, code=f"http_{status}", fault=f"HTTP {status}: {advice}")
    if status in {404, 405}:  # nothing of Slack's is there at all: as true of the next message as of this one
        advice = "there is no Slack at this address; check [slack] api_url, and the proxy if there is one"
        return Refused(kind=RefusalKind.CREDENTIAL, code=f"http_{status}", fault=f"HTTP {status}: {advice}")
    if status == 413:
        return Refused(kind=RefusalKind.PAYLOAD, code="http_413", fault="HTTP 413: the message is too large")
    if 400 <= status < 500:
        advice = "this is no answer of Slack's; check [slack] api_url, and the proxy if there is one"
        return Refused(kind=RefusalKind.OTHER, code=f"http_{status}", fault=f"HTTP {status}: {advice}")
    return Ambiguous(fault=f"the answer can't be read (HTTP {status}): the message may or may not have been taken")


def retry_after(header: str | None, *, now: datetime) -> timedelta | None:
    """A Retry-After header as a length of time, rounded up to whole milliseconds; None if it says nothing usable.

    Slack sends whole seconds; proxies send fractions, dates and worse. The longest that counts is a day.
    """
    if header is None:
        return None
    seconds = _seconds(header.strip(), now)
    if seconds is None or math.isnan(seconds) or seconds <= 0:
        return None
    return min(timedelta(seconds=min(seconds, 1e6)), limits.RETRY_AFTER_LONGEST)


def _seconds(text: str, now: datetime) -> float | None:
    try:
        return float(text)
    except ValueError:
        pass
    date = date_of(text)
    return None if date is None else (date - now).total_seconds()


def date_of(header: str) -> datetime | None:
    """A date as HTTP writes it; None if it can't be read."""
    try:
        date = parsedate_to_datetime(header)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


# --- The table ---------------------------------------------------------------------------------------------------

_FORM = "Slack does not accept this message in this form; it is sent again as plain text, then set aside"
_TEXT = "the message has no text or too much; it is sent again as plain text, then set aside"
_METADATA = "our key was not accepted with the message; it is sent again without, and can't be looked up then"
_GONE = "the message to change or to answer is gone or closed; an edit is dropped, an answer stands by itself"
_WHERE = "there is no {channel} that the app can see; check the name, and for a private channel: /invite @monitor there"
_CLOSED = "the app may not post in {channel}; ask whoever runs that channel, or name another one"
_EXPIRED = "the token is not valid any more; copy the bot token (xoxb-…) from the app's settings and restart"
_RIGHTS = "the app lacks a permission; add the scopes named in docs/slack.md, reinstall the app and restart"
_POLICY = "the workspace does not let this app in; ask the workspace's administrator"
_HOOK = "the webhook is not valid any more; make a new one in the app's settings, and put it in SLACK_WEBHOOK_URL"
_UNSURE = "Slack had a fault of its own; it may or may not have taken the message"
_TWIN = "Slack has seen this message's id before; it may have taken the message already"
_PACE = "too many messages at once; waiting as long as Slack asks"
_QUOTA = "the workspace has used up its messages; waiting, but somebody should look at the plan"

_ROWS: tuple[tuple[RefusalKind | Passing, str, str], ...] = (
    (Passing.THROTTLED, _PACE, "ratelimited rate_limited"),
    (Passing.AMBIGUOUS, _UNSURE, "internal_error fatal_error service_unavailable request_timeout"),
    (Passing.AMBIGUOUS, _TWIN, "duplicate_message_not_found duplicate_channel_not_found"),
    (
        RefusalKind.PAYLOAD,
        _FORM,
        "invalid_blocks invalid_blocks_format msg_blocks_too_long too_many_attachments"
        " attachment_payload_limit_exceeded markdown_text_conflict block_mismatch invalid_attachments"
        " invalid_payload invalid_arguments invalid_arg_name invalid_array_arg invalid_charset"
        " invalid_form_data invalid_json json_not_object invalid_post_type missing_post_type",
    ),
    (RefusalKind.PAYLOAD, _TEXT, "msg_too_long no_text"),
    (
        RefusalKind.METADATA,
        _METADATA,
        "metadata_too_large invalid_metadata_format invalid_metadata_schema metadata_must_be_sent_from_app",
    ),
    (
        RefusalKind.GONE,
        _GONE,
        "message_not_found cant_update_message edit_window_closed update_failed thread_not_found invalid_thread_ts"
        " invalid_ts cannot_reply_to_message restricted_action_thread_locked",
    ),
    (RefusalKind.CHANNEL, _WHERE, "channel_not_found team_not_found"),
    (RefusalKind.CHANNEL, "the app is not in {channel}; write there: /invite @monitor", "not_in_channel"),
    (
        RefusalKind.CHANNEL,
        "{channel} is archived; unarchive it, or name another channel in the rule or in [slack] channel",
        "is_archived channel_is_archived",
    ),
    (
        RefusalKind.CHANNEL,
        _CLOSED,
        "restricted_action messages_tab_disabled posting_to_general_channel_denied user_not_found",
    ),
    (RefusalKind.CREDENTIAL, _EXPIRED, "invalid_auth not_authed account_inactive token_revoked token_expired"),
    (RefusalKind.CREDENTIAL, _RIGHTS, "missing_scope not_allowed_token_type no_permission"),
    (
        RefusalKind.CREDENTIAL,
        _POLICY,
        "access_denied accesslimited ekm_access_denied org_login_required team_access_not_granted"
        " two_factor_setup_required app_access_restricted action_prohibited",
    ),
    (RefusalKind.CREDENTIAL, _HOOK, "invalid_token no_service no_active_hooks no_team team_disabled"),
)

FAULTS: Final[dict[str, Fault]] = {
    code: Fault(code=code, kind=kind, advice=advice) for kind, advice, codes in _ROWS for code in codes.split()
} | {
    "message_limit_exceeded": Fault(
        code="message_limit_exceeded", kind=Passing.THROTTLED, advice=_QUOTA, pause=limits.QUOTA_PAUSE
    ),
}

FAMILIES: Final[dict[str, Fault]] = {
    "restricted_action": Fault(code="restricted_action", kind=RefusalKind.CHANNEL, advice=_CLOSED),
}

WEBHOOK_CANNOT_EDIT: Final = Refused(
    kind=RefusalKind.PAYLOAD,
    code="webhook_cannot_edit",
    fault="an incoming webhook can't change a message; set SLACK_BOT_TOKEN for edits and threads",
)
WEBHOOK_CANNOT_REPLY: Final = Refused(
    kind=RefusalKind.PAYLOAD,
    code="webhook_cannot_reply",
    fault="an incoming webhook can't answer in a thread; set SLACK_BOT_TOKEN for edits and threads",
)

# With these no look-up will ever work, while posting may: on_ambiguous decides. All other refusals of a look-up also
# keep us from posting (the token, the channel), so that it waits until a person has mended them.
LEFT_BLIND: Final = frozenset({RefusalKind.OTHER, RefusalKind.PAYLOAD, RefusalKind.METADATA, RefusalKind.GONE})
BLINDING: Final = frozenset({"missing_scope", "not_allowed_token_type", "no_permission", "not_in_channel"})


def look_up_failure(outcome: NotSent | Throttled | Ambiguous | Refused, method: str) -> NotNow | Unsearchable:
    """What a look-up came to that could not be made; `method` is Slack's, named in the sentence."""
    fault = f"{method}: {outcome.fault}"
    match outcome:
        case Throttled():
            return NotNow(fault=fault, retry_after=outcome.retry_after)
        case Refused() if outcome.code in BLINDING or outcome.kind in LEFT_BLIND:
            return Unsearchable(fault=fault)
        case Refused():  # in the words of a post that is refused for it: a person is told once, whoever meets it first
            return NotNow(fault=outcome.fault, needs_person=True)
        case _:
            return NotNow(fault=fault)


REDIRECTED: Final = Ambiguous(
    fault="the answer is a redirect, which is none of Slack's; check [slack] api_url, and the proxy or the login page "
    "of this network: the message may or may not have been taken"
)

NOT_SENT_ADVICE: Final = "nothing was sent; check the network, and [slack] api_url if it is set"


def not_sent(cause: str) -> NotSent:
    """The connection was never there; `cause` holds no secret."""
    return NotSent(fault=f"Slack can't be reached ({cause}): {NOT_SENT_ADVICE}")
