"""Slack's limits, and the budgets that we keep under them.

Slack counts characters after escaping (`&` is five, `&amp;`). Whether a character is a code point or a UTF-16 unit is
not documented, so every budget counts UTF-16 units, the larger of the two, and stays at least a tenth under its limit.

Sources:
    [blocks]   https://docs.slack.dev/reference/block-kit/blocks
    [context]  https://docs.slack.dev/reference/block-kit/blocks/context-block
    [text]     https://docs.slack.dev/reference/block-kit/composition-objects/text-object
    [post]     https://docs.slack.dev/reference/methods/chat.postMessage
    [rates]    https://docs.slack.dev/apis/web-api/rate-limits
    [total]    https://github.com/slackapi/bolt-js/issues/2509: "12,000 text characters", not documented elsewhere
"""

from datetime import timedelta
from typing import Final

# --- What Slack allows -------------------------------------------------------------------------------------------

BLOCKS_PER_MESSAGE: Final = 50  # [blocks]
SECTION_TEXT: Final = 3_000  # [blocks]
TEXT_OBJECT: Final = 3_000  # [text]
HEADER_TEXT: Final = 150  # [blocks]
CONTEXT_ELEMENTS: Final = 10  # [context]
MESSAGE_TEXT: Final = 40_000  # [post]: cut beyond; 4,000 is what Slack calls best
ALL_BLOCK_TEXT: Final = 12_000  # [total]

# --- What we use of it -------------------------------------------------------------------------------------------
# The parts of a message add up to less than ALL_OUR_BLOCK_TEXT, addresses of links included.

ALL_OUR_BLOCK_TEXT: Final = 8_000
OUR_TEXT: Final = 3_000

TITLE: Final = 300
HEADLINE_LINKS: Final = 1_600  # addresses of the headline, which is cut into links where words are bold
PUBLISHER: Final = 80
HOST: Final = 60
EXCERPT: Final = 600
RULES_LISTED: Final = 12
RULES_TEXT: Final = 1_800
RULE_TITLE: Final = 90
RULE_WORDS: Final = 5  # of each rule
RULE_WORD: Final = 30
CORRECTIONS: Final = 2
FORMER_TITLE: Final = 160  # of each correction
REPORTS_LISTED: Final = 8
REPORT_LINKS: Final = 1_200  # addresses of the further reports, together
IDS: Final = 780  # of rules, in the footer
MENTIONS: Final = 5

# The same for `text`, whose lines add up to less than OUR_TEXT.

TEXT_TITLE: Final = 350
TEXT_ADDRESS: Final = 400
TEXT_EXCERPT: Final = 250
TEXT_RULES: Final = 400
TEXT_REPORTS: Final = 200
TEXT_IDS: Final = 280

# --- Pace and patience -------------------------------------------------------------------------------------------

RETRY_AFTER_UNSAID: Final = timedelta(seconds=30)  # a 429 without a readable Retry-After
RETRY_AFTER_LONGEST: Final = timedelta(days=1)  # an absurd Retry-After must not silence a channel for ever
QUOTA_PAUSE: Final = timedelta(hours=1)  # message_limit_exceeded: the workspace's quota, not our pace
CLOCK_MARGIN: Final = timedelta(seconds=120)  # Slack's clock is not ours: how much further back a look-up reads
CLOCK_LAG_LONGEST: Final = timedelta(days=1)  # a Date header further off than that says nothing of Slack's clock
PAGE: Final = 200  # messages or channels asked for at once; Slack recommends no more than 200
HISTORY_PAGES: Final = 25  # 5,000 messages, then a look-up gives up
CHANNEL_PAGES: Final = 50  # 10,000 channels, then a name counts as not found
