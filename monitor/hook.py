"""The door to an administrator's webhook: lines → {"text", "lines"} as JSON, posted once.

`text` is what Mattermost, Discord's and Teams' Slack-like endpoints, and most others show.
"""

from collections.abc import Sequence

import httpx
from pydantic import SecretStr

TIMEOUT = 20.0  # seconds


class Hook:
    """A way for notices. The address may hold a secret: it is in no sentence."""

    name = "webhook"

    def __init__(self, url: SecretStr) -> None:
        self._url = url

    async def tell(self, lines: Sequence[str]) -> str | None:
        body = {"text": "\n".join(lines), "lines": list(lines)}
        try:
            async with httpx.AsyncClient(timeout=TIMEOUT, trust_env=False) as client:
                answer = await client.post(self._url.get_secret_value(), json=body)
        except (httpx.HTTPError, httpx.InvalidURL) as exc:
            return f"the admin webhook can't be reached ({type(exc).__name__}): check its address"
        return None if answer.is_success else f"the admin webhook refused it ({answer.status_code}): check its address"
