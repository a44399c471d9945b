"""Carriers: links that come out right, and numbers that are never taken for another's."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comptoir.methods.carriers import (
    CARRIERS,
    address_of,
    normalised,
    recognise,
    sample_url,
    tracking_url,
)
from comptoir.methods.rules import tracking_address_fault

pytestmark = pytest.mark.once

DATA = Path(os.environ.get("COMPTOIR_TEST_DATA", "../shared/data")) / "tracking"
# How the real file calls those of ours that it knows.
OURS = {
    "dhl": {"dhl", "dhl-express"},
    "dpd": {"dpd"},
    "fedex": {"fedex"},
    "ups": {"ups"},
    "usps": {"usps"},
    "s10": {"royal-mail", "usps"},
    "canada_post": {"canada-post"},
    "yodel": {"yodel"},
}
# Shapes that nobody else has: these must be recognised, not only never mistaken.
SURE = {"ups", "usps_impb_n", "usps_impb_c", "usps_legacy", "s10", "dpd", "fedex_34"}


def kinds() -> Iterator[tuple[str, dict[str, object]]]:
    for path in sorted(DATA.glob("*.json")):
        courier = json.loads(path.read_text(encoding="utf-8"))
        for kind in courier["tracking_numbers"]:
            yield courier["courier_code"], kind


def pattern(kind: dict[str, object]) -> str:
    """The real file's pattern, without its blanks, as Python writes named groups."""
    regex = kind["regex"]
    joined = "".join(regex) if isinstance(regex, list) else str(regex)
    return joined.replace("\\s*", "").replace("(?<", "(?P<").replace("(?P<=", "(?<=")


needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason=f"LEFT OUT: no tracking numbers at {DATA} (COMPTOIR_TEST_DATA)"
)


@needs_data
def test_real_numbers_are_recognised_or_left_alone() -> None:
    for courier, kind in kinds():
        tests = kind["test_numbers"]
        assert isinstance(tests, dict)
        for number in tests["valid"]:
            found = recognise(number)
            if kind.get("id") in SURE and found is None:
                raise AssertionError(f"{number} of {courier} is not recognised")
            assert found is None or found.code in OURS.get(courier, set()), number
        for number in tests["invalid"]:
            found = recognise(number)
            assert found is None or found.code not in OURS.get(courier, set()), number


@needs_data
@given(st.data())
def test_numbers_of_others_are_never_taken_for_one_of_ours(data: st.DataObject) -> None:
    courier, kind = data.draw(st.sampled_from(list(kinds())))
    # Whatever fits the pattern of a carrier, with or without its check digit.
    number = data.draw(st.from_regex(pattern(kind), fullmatch=True))
    found = recognise(number)
    if courier == "s10":
        assert found is None or re.search(r"[A-Z]{2}$", number)
    else:
        assert found is None or found.code in OURS.get(courier, set()), (courier, number)


@given(st.from_regex(r"[0-9]{6,20}|[0-9]{23}|[0-9]{25}", fullmatch=True))
def test_plain_digits_give_nobody_away(number: str) -> None:
    found = recognise(number)
    if found is not None:
        # But for SSCCs that begin with the company's own number and have the check digit.
        assert (found.code, number[:7]) in {("dhl", "0034043")}


@given(st.sampled_from(sorted(CARRIERS)), st.data())
def test_a_shape_belongs_to_one_carrier(code: str, data: st.DataObject) -> None:
    shapes = CARRIERS[code].shapes
    if not shapes:
        return
    number = data.draw(st.from_regex(data.draw(st.sampled_from(shapes)).pattern, fullmatch=True))
    found = recognise(number)
    assert found is None or found.code == code


@given(st.sampled_from(["RB", "CE", "EE", "LX", "UA", "VV"]), st.integers(0, 10**8 - 1))
def test_one_wrong_digit_is_noticed(letters: str, serial: int) -> None:
    known = [n for n in range(10) if recognise(f"{letters}{serial:08d}{n}FR")]
    assert len(known) == 1
    right = recognise(f"{letters}{serial:08d}{known[0]}FR")
    assert right is not None
    assert right.code == ("chronopost" if letters[0] == "E" else "laposte")


@pytest.mark.parametrize("carrier", CARRIERS.values(), ids=lambda carrier: carrier.code)
def test_every_carrier_has_a_usable_address_and_sample(carrier: object) -> None:
    known = next(one for one in CARRIERS.values() if one is carrier)
    assert tracking_address_fault(known.address) == ""
    assert known.address.startswith("https://")
    found = recognise(known.sample)
    assert found in (None, known)
    assert known.sample in unquote(sample_url(known.code, ""))


def test_the_named_carriers_are_all_there() -> None:
    names = {carrier.name for carrier in CARRIERS.values()}
    assert names >= {
        "DHL", "DHL Express", "La Poste / Colissimo", "Chronopost", "Mondial Relay", "DPD", "GLS",
        "UPS", "FedEx", "USPS", "Royal Mail", "PostNL", "bpost", "Deutsche Post", "Post.at",
        "Swiss Post", "Correos", "Poste Italiane", "Packeta", "PPL", "Česká pošta", "InPost",
    }  # fmt: skip


AWKWARD = "JJD 0099/99 99&9"


def test_an_awkward_number_comes_out_right_in_query_and_path() -> None:
    query = tracking_url("https://x.example/t?a=1&id={number}&b=2", AWKWARD)
    assert query == "https://x.example/t?a=1&id=JJD%200099%2F99%2099%269&b=2"
    assert parse_qs(urlsplit(query).query)["id"] == [AWKWARD]
    path = tracking_url("https://x.example/t/{number}/details", AWKWARD)
    assert path == "https://x.example/t/JJD%200099%2F99%2099%269/details"
    assert unquote(urlsplit(path).path.split("/")[2]) == AWKWARD


@given(st.text(min_size=1).filter(lambda text: text.strip().strip(".")))
def test_any_number_stays_inside_its_place(number: str) -> None:
    try:
        number.encode()
    except UnicodeEncodeError:
        return
    url = tracking_url("https://x.example/a/{number}/b?n={number}&c=3", number)
    parts = urlsplit(url)
    assert (parts.scheme, parts.netloc, parts.fragment) == ("https", "x.example", "")
    before, inside, after = parts.path.split("/")[1:]
    assert (before, unquote(inside), after) == ("a", number.strip(), "b")
    assert parts.query.endswith("&c=3")


@pytest.mark.parametrize("number", ["", "  ", ".", ".."])
def test_no_number_no_link(number: str) -> None:
    assert tracking_url("https://x.example/{number}", number) == ""
    assert tracking_url("", "123") == ""


def test_an_address_of_ones_own_wins_over_the_carriers() -> None:
    assert address_of("dhl", "https://x.example/{number}") == "https://x.example/{number}"
    assert address_of("dhl", "") == CARRIERS["dhl"].address
    assert address_of("", "") == address_of("nobody", "") == ""


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("https://x.example/{number}", ""),
        ("http://x.example/t?n={number}", ""),
        ("https://x.example/#{number}", "number"),
        ("https://x.example/", "number"),
        ("ftp://x.example/{number}", "scheme"),
        ("javascript:alert({number})", "scheme"),
        ("//x.example/{number}", "scheme"),
        ("https://{number}.example/", "host"),
        ("https://me:secret@x.example/{number}", "host"),
        ("https:///{number}", "host"),
        ("https://x.example:port/{number}", "host"),
        ("https://[x/{number}", "host"),
        ("https://x.example/{number}?{id}", "braces"),
        ("https://x.example/ {number}", "controls"),
        ("https://x.example/\x00{number}", "controls"),
    ],
)
def test_addresses_of_ones_own_are_checked(address: str, fault: str) -> None:
    assert tracking_address_fault(address) == fault


def test_what_stands_between_the_digits_does_not_count() -> None:
    assert normalised("1z-5R89 3903.5756 7127") == "1Z5R89390357567127"
