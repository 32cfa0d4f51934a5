"""A browser as far as the replay needs one: it keeps its cookies, and speaks JSON with the centre's routes."""

import json
import urllib.error
import urllib.request
import uuid
from http.cookiejar import CookieJar
from typing import Protocol

from flask import Flask

PATIENCE_SECONDS = 30


class Refused(Exception):
    """A route did not do what was asked: which one, and what it said."""

    def __init__(self, path: str, status: int, body: dict) -> None:
        error = body.get("error", {}) if isinstance(body, dict) else {}
        self.status, self.code = status, error.get("code", "")
        super().__init__(f"{path}: {status} {self.code}: {error.get('message_en', body)}")


class Browser(Protocol):
    """`ask` returns the JSON of a success. Raises Refused."""

    def ask(self, method: str, path: str, body: dict | None = None) -> dict: ...

    def open_page(self, path: str) -> None: ...


class InProcess:
    """Asks the application itself, without a network: what thousands of visits need."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()

    def ask(self, method: str, path: str, body: dict | None = None) -> dict:
        answer = self._client.open(path, method=method, json=body, headers=_headers())
        said = answer.get_json(silent=True) or {}
        if answer.status_code >= 400:
            raise Refused(path, answer.status_code, said)
        return said

    def open_page(self, path: str) -> None:
        self._client.get(path, follow_redirects=True)


class OverHttp:
    """Asks a server over the network, as every screen does."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar())
        )

    def ask(self, method: str, path: str, body: dict | None = None) -> dict:
        data = None if body is None else json.dumps(body).encode()
        headers = _headers() | ({"Content-Type": "application/json"} if data is not None else {})
        request = urllib.request.Request(self._base + path, data, headers, method=method)
        try:
            with self._opener.open(request, timeout=PATIENCE_SECONDS) as answer:
                return json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as error:
            with error:
                text = error.read()
            raise Refused(path, error.code, json.loads(text) if text.startswith(b"{") else {}) from None

    def open_page(self, path: str) -> None:
        with self._opener.open(self._base + path, timeout=PATIENCE_SECONDS) as page:
            page.read()


def _headers() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid.uuid4())}
