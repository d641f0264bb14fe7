"""What Slack's refusals mean."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from monitor.outcomes import Ambiguous, NotNow, NotSent, RefusalKind, Refused, Throttled, Unsearchable
from monitor.slack import limits
from monitor.slack.faults import FAULTS, Passing, look_up_failure, outcome, retry_after, status_outcome, unread_outcome

NOW = datetime(2024, 10, 18, 9, 0, tzinfo=UTC)

# The documented codes, by the class that they must have. Written apart from the table that is tested.
DOCUMENTED: dict[RefusalKind | Passing, str] = {
    Passing.THROTTLED: "ratelimited rate_limited message_limit_exceeded",
    Passing.AMBIGUOUS: """internal_error fatal_error service_unavailable request_timeout duplicate_message_not_found
        duplicate_channel_not_found""",
    RefusalKind.PAYLOAD: """invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long no_text
        too_many_attachments attachment_payload_limit_exceeded markdown_text_conflict
        invalid_payload""",
    RefusalKind.METADATA: """metadata_too_large invalid_metadata_format invalid_metadata_schema
        metadata_must_be_sent_from_app""",
    RefusalKind.CHANNEL: """channel_not_found not_in_channel is_archived restricted_action
        restricted_action_read_only_channel restricted_action_of_next_year
        messages_tab_disabled team_not_found channel_is_archived
        posting_to_general_channel_denied""",
    RefusalKind.GONE: """message_not_found cant_update_message edit_window_closed thread_not_found invalid_thread_ts
        cannot_reply_to_message restricted_action_thread_locked""",
    RefusalKind.CREDENTIAL: """invalid_auth not_authed account_inactive token_revoked token_expired missing_scope
        not_allowed_token_type no_permission access_denied accesslimited ekm_access_denied org_login_required
        team_access_not_granted two_factor_setup_required app_access_restricted action_prohibited invalid_token
        no_service no_active_hooks no_team team_disabled""",
}
CASES = [(code, kind) for kind, codes in DOCUMENTED.items() for code in codes.split()]


def kind_of(result: Any) -> RefusalKind | Passing:
    if isinstance(result, Refused):
        return result.kind
    return Passing.THROTTLED if isinstance(result, Throttled) else Passing.AMBIGUOUS


@pytest.mark.parametrize(("code", "kind"), CASES)
def test_every_documented_code_has_its_class_and_a_sentence_that_names_it(
    code: str, kind: RefusalKind | Passing
) -> None:
    result = outcome(code, channel="#desk")
    assert kind_of(result) is kind
    assert code in result.fault
    assert len(result.fault) > len(code) + 20


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_every_row_makes_a_sentence_without_gaps(code: str) -> None:
    assert "{" not in outcome(code, channel="#desk").fault
    assert "  " not in outcome(code, channel="").fault


def test_a_code_that_nobody_knows_is_refused_loudly_and_never_repeated() -> None:
    result = outcome("brand_new_error", channel="#desk")
    assert isinstance(result, Refused)
    assert (result.kind, result.code) == (RefusalKind.OTHER, "brand_new_error")


@pytest.mark.parametrize("code", ["xoxb-1-secret", "https://hooks.example/secret", "", "a" * 900, "{channel}", "É"])
def test_what_is_no_code_is_not_repeated_in_words(code: str) -> None:
    result = outcome(code, channel="#desk")
    assert isinstance(result, Refused)
    assert result.kind is RefusalKind.OTHER
    assert "unreadable" in result.code
    assert not code or code not in result.fault


def test_the_sentence_names_the_channel_and_what_to_do() -> None:
    assert "/invite @monitor" in outcome("not_in_channel", channel="#desk").fault
    assert "#desk" in outcome("not_in_channel", channel="#desk").fault


def test_a_used_up_quota_waits_longer_than_a_pace() -> None:
    quota, pace = outcome("message_limit_exceeded", channel=""), outcome("ratelimited", channel="")
    assert isinstance(quota, Throttled)
    assert isinstance(pace, Throttled)
    assert quota.retry_after == limits.QUOTA_PAUSE > pace.retry_after == limits.RETRY_AFTER_UNSAID


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("30", 30),
        (" 1 ", 1),
        ("0.3", 0.3),
        ("3600", 3600),
        ("Fri, 18 Oct 2024 09:02:00 GMT", 120),
        ("Fri, 18 Oct 2024 09:02:00", 120),
        ("1e99", 86_400),
        ("inf", 86_400),
        ("99999999", 86_400),
        ("Fri, 18 Oct 2999 09:02:00 GMT", 86_400),
        ("0", None),
        ("-1", None),
        ("nan", None),
        ("", None),
        ("abc", None),
        ("Fri, 18 Oct 2024 08:00:00 GMT", None),
        (None, None),
    ],
)
def test_every_form_of_retry_after_is_understood_or_set_aside(header: str | None, seconds: float | None) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert retry_after(header, now=NOW) == expected


@given(st.text(max_size=40))
@examples(100)
def test_no_retry_after_header_stops_us_or_holds_us_for_more_than_a_day(header: str) -> None:
    pause = retry_after(header, now=NOW)
    assert pause is None or timedelta() < pause <= timedelta(days=1)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 599, 408])
def test_a_server_error_may_have_taken_the_message(status: int) -> None:
    assert isinstance(status_outcome(status, channel=""), Ambiguous)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, RefusalKind.CREDENTIAL),
        (403, RefusalKind.CREDENTIAL),
        (413, RefusalKind.PAYLOAD),
        (400, RefusalKind.OTHER),
        (404, RefusalKind.CREDENTIAL),
        (405, RefusalKind.CREDENTIAL),
        (200, Passing.AMBIGUOUS),
        (302, Passing.AMBIGUOUS),
    ],
)
def test_an_answer_without_a_code_is_judged_by_its_status(status: int, kind: RefusalKind | Passing) -> None:
    assert status_outcome(status, channel="") is None
    assert kind_of(unread_outcome(status)) is kind


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (outcome("ratelimited", channel="#a", retry_after=timedelta(seconds=9)), NotNow),
        (outcome("internal_error", channel="#a"), NotNow),
        (Ambiguous(fault="HTTP 503"), NotNow),
        (NotSent(fault="refused"), NotNow),
        (outcome("token_revoked", channel="#a"), NotNow),
        (outcome("channel_not_found", channel="#a"), NotNow),
        (outcome("missing_scope", channel="#a"), Unsearchable),
        (outcome("thread_not_found", channel="#a"), Unsearchable),
        (outcome("not_in_channel", channel="#a"), Unsearchable),
        (outcome("method_of_next_year", channel="#a"), Unsearchable),
    ],
)
def test_a_look_up_that_fails_for_now_is_told_from_one_that_never_works(failure: Any, kind: type) -> None:
    found = look_up_failure(failure, "conversations.history")

    assert type(found) is kind
    assert failure.fault in found.fault
    if isinstance(failure, Throttled):
        assert isinstance(found, NotNow)
        assert found.retry_after == timedelta(seconds=9)


@pytest.mark.parametrize("code", ["token_revoked", "channel_not_found"])
def test_a_look_up_that_waits_for_a_person_says_the_same_as_a_post_that_does(code: str) -> None:
    refused = outcome(code, channel="#a")
    assert isinstance(refused, Refused)

    assert look_up_failure(refused, "conversations.history") == NotNow(fault=refused.fault, needs_person=True)
