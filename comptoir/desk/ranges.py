"""Downloads that can be resumed: one range of a file, or all of it (RFC 9110, section 14)."""

import re
from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from typing import IO

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, http_date, parse_http_date_safe

BLOCK = 1 << 16
RANGE = re.compile(r"bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.ASCII)
ALL, NONE = "all", "none"


def resumable(
    request: HttpRequest,
    file: IO[bytes],
    *,
    size: int,
    etag: str,
    changed: datetime,
    name: str,
    content_type: str,
) -> HttpResponseBase:
    """The file as the request asks for it: 200 whole, 206 a part, 304 unchanged, 416 no such part.

    `etag` is a strong one, without its quotes: the same tag means the same bytes.
    """
    stamp = int(changed.timestamp())
    part = _part(request, size, f'"{etag}"', stamp)
    if f'"{etag}"' in _tags(request.headers.get("If-None-Match", "")):
        file.close()
        response: HttpResponseBase = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    elif part == NONE:
        file.close()
        response = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        response.headers["Content-Range"] = f"bytes */{size}"
    else:
        first, last = (0, size - 1) if isinstance(part, str) else part
        response = StreamingHttpResponse(_blocks(file, first, last), content_type=content_type)
        response.headers["Content-Length"] = str(last - first + 1)
        response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
        if not isinstance(part, str):
            response.status_code = HTTPStatus.PARTIAL_CONTENT
            response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = f'"{etag}"'
    response.headers["Last-Modified"] = http_date(stamp)
    response.headers["Cache-Control"] = "private, no-transform"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _part(request: HttpRequest, size: int, tag: str, stamp: int) -> tuple[int, int] | str:
    """First and last byte asked for; ALL if the whole file is; NONE if there is no such part.

    Several ranges at once are not served in parts: the whole file is a right answer too.
    """
    asked = RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or asked.groups() == ("", "") or request.method not in {"GET", "HEAD"}:
        return ALL
    condition = request.headers.get("If-Range", "").strip()
    if condition and condition != tag and parse_http_date_safe(condition) != stamp:
        return ALL
    first_text, last_text = asked.groups()
    if not first_text:
        length = int(last_text)
        return (max(0, size - length), size - 1) if length and size else NONE
    first = int(first_text)
    last = min(int(last_text), size - 1) if last_text else size - 1
    if last_text and int(last_text) < first:
        return ALL
    return (first, last) if first < size else NONE


def _tags(header: str) -> set[str]:
    return {tag.strip().removeprefix("W/") for tag in header.split(",")}


def _blocks(file: IO[bytes], first: int, last: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (block := file.read(min(BLOCK, left))):
            left -= len(block)
            yield block
