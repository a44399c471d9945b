"""Codes read back by an independent decoder, and taken apart as banks do."""

from dataclasses import dataclass

import cv2
import numpy as np


def read(picture: bytes) -> str:
    """What the code in a picture says; "" when none is found."""
    pixels = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    assert pixels is not None
    # A phone looks many times a second; one look of one of these two misses a code in 300.
    for detector in (cv2.QRCodeDetectorAruco(), cv2.QRCodeDetector()):
        said = detector.detectAndDecode(pixels)[0]
        if said:
            return str(said)
    return ""


@dataclass(frozen=True)
class Asked:
    """What a banking app would put into its form."""

    holder: str
    iban: str
    amount: str
    reference: str
    bic: str = ""


def taken_apart(said: str) -> Asked:
    """The payment that the code asks for, by the standard that it names itself."""
    if said.startswith("BCD\n"):
        return _epc(said.split("\n"))
    if said.startswith("SPD*1.0*"):
        return _spd(dict(part.split(":", 1) for part in said.split("*")[2:]))
    assert said.startswith("SPC"), said
    return _swiss(said.replace("\r\n", "\n").split("\n"))


def _epc(lines: list[str]) -> Asked:
    """EPC069-12: twelve elements, the last ones may be left away."""
    assert lines[1:4] == ["002", "1", "SCT"]
    assert len("\n".join(lines).encode()) <= 331
    assert 10 <= len(lines) <= 12
    return Asked(lines[5], lines[6], lines[7], lines[9], bic=lines[4])


def _spd(fields: dict[str, str]) -> Asked:
    iban, _, bic = fields["ACC"].partition("+")
    amount = fields["CC"] + fields["AM"]
    return Asked(_plain(fields.get("RN", "")), iban, amount, fields["X-VS"], bic=bic)


def _plain(value: str) -> str:
    return value.replace("%2A", "*").replace("%25", "%")


def _swiss(lines: list[str]) -> Asked:
    """Swiss payment standards 2.x: 31 elements up to the trailer."""
    assert lines[1:3] == ["0200", "1"]
    assert lines[4] == "S"
    assert lines[30] == "EPD"
    kind, reference = lines[27], lines[28]
    assert kind == ("SCOR" if reference.startswith("RF") else "QRR")
    return Asked(lines[5], lines[3], lines[19] + lines[18], reference)
