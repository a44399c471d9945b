"""A visitor's browser as far as HTTP goes: one connection, cookies, forms with their tokens."""

import gzip
import http.client
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode, urljoin, urlsplit

_INPUT = re.compile(r"<(?:input|button)\b[^>]*>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)


@dataclass(frozen=True)
class Answer:
    status: int
    path: str
    location: str
    text: str
    seconds: float

    def form(self, action: str) -> dict[str, str]:
        """Names and values that the form whose address ends so would send by itself."""
        for head, inside in _FORM.findall(self.text):
            where = dict(_ATTRIBUTE.findall(head)).get("action", "")
            if unescape(where).split("?")[0].endswith(action):
                return _values(inside)
        raise SystemExit(f"no form to {action} on {self.path} ({self.status}):\n{self.text[:2000]}")


def _values(inside: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in _INPUT.findall(inside):
        words = dict(_ATTRIBUTE.findall(tag))
        kind = words.get("type", "text")
        if not words.get("name") or tag.startswith("<button"):
            continue
        if kind in {"radio", "checkbox"} and not re.search(r"\bchecked\b", tag):
            # The first of several is taken where none is marked.
            if kind == "radio":
                found.setdefault(words["name"], unescape(words.get("value", "on")))
            continue
        found[words["name"]] = unescape(words.get("value", "on" if kind == "checkbox" else ""))
    return found


@dataclass
class Client:
    """Keeps its connection alive and its cookies; `address` is the network it comes from."""

    port: int
    address: str = ""
    language: str = "fr"
    cookies: dict[str, str] = field(default_factory=dict)
    _connection: http.client.HTTPConnection | None = None

    def get(self, path: str, more: Mapping[str, str] | None = None) -> Answer:
        return self._ask("GET", path, None, more)

    def post(self, path: str, values: dict[str, str]) -> Answer:
        return self._ask("POST", path, urlencode(values).encode())

    def raw(self, path: str) -> http.client.HTTPResponse:
        """The answer on a connection of its own, to be read bit by bit."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        connection.request("GET", path, headers=self._headers(None))
        return connection.getresponse()

    def follow(self, answer: Answer) -> Answer:
        """What a browser shows after a redirect."""
        while answer.status in {301, 302, 303}:
            answer = self.get(answer.location)
        return answer

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(
        self, method: str, path: str, body: bytes | None, more: Mapping[str, str] | None = None
    ) -> Answer:
        began = time.perf_counter()
        headers = self._headers(body) | dict(more or {})
        try:
            answer = self._sent(method, path, body, headers)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # The server closes connections that rest too long; browsers ask again as well.
            if method != "GET":
                raise
            self.close()
            answer = self._sent(method, path, body, headers)
        content = answer.read()
        seconds = time.perf_counter() - began
        for line in answer.msg.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value.strip()
        if answer.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        location = urlsplit(urljoin(path, answer.headers.get("Location", "")))
        where = location.path + (f"?{location.query}" if location.query else "")
        text = content.decode("utf-8", "replace")
        return Answer(answer.status, path, where, text, seconds)

    def _sent(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        self._connection.request(method, path, body=body, headers=headers)
        return self._connection.getresponse()

    def _headers(self, body: bytes | None) -> dict[str, str]:
        headers = {
            "Host": f"localhost:{self.port}",
            "Accept": "text/html",
            "Accept-Encoding": "gzip",
            "Accept-Language": self.language,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if self.address:
            headers["X-Forwarded-For"] = self.address
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://localhost:{self.port}"
        return headers


def expect(answer: Answer, status: int) -> Answer:
    """The answer, if that is how it answered; else the bench stops: its figures would be no orders'."""
    if answer.status != status:
        raise SystemExit(
            f"{answer.path} answers {answer.status}, not {status}:\n{answer.text[:2000]}"
        )
    return answer
