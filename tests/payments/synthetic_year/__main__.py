"""`python -m tests.payments.synthetic_year --seed S --format camt|mt940|csv|csv-french`

Makes a shop on SQLite in a folder of its own, gives it the year month by month (orders, then the
bank's file), and tells what was booked, suggested and left alone. Nobody clicks on a suggestion.
Exit code 1 if a booking was wrong, a transfer was lost, or the money booked is not the report's.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.payments.synthetic_year import shop, year
from tests.payments.synthetic_year.feed import FORMS, Answer, feed
from tests.payments.synthetic_year.report import report, verdict, wrongs


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.payments.synthetic_year")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--format", choices=sorted(FORMS), required=True)
    parser.add_argument("--transfers", type=int, default=10_000)
    parser.add_argument(
        "--show", default="booked wrong,lost", help="verdicts told one by one, with commas between"
    )
    asked = parser.parse_args()
    made = year(asked.seed, asked.transfers)
    with tempfile.TemporaryDirectory(prefix="synthetic-year-") as home:
        shop.found_shop(Path(home))
        begun = time.monotonic()
        answers = feed(made, FORMS[asked.format], Path(home))
        seconds = time.monotonic() - begun
        stands = _money_stands(answers)
    _say(f"seed {asked.seed}, {asked.format}: {len(made.orders)} orders, {seconds:.0f} s")
    _say(report(answers))
    _say(*wrongs(answers, set(asked.show.split(","))))
    if not stands or any(verdict(answer) in {"booked wrong", "lost"} for answer in answers):
        raise SystemExit(1)


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def _money_stands(answers: list[Answer]) -> bool:
    """What the orders of the shop have got is what the report says was booked."""
    said: dict[str, int] = {}
    for answer in answers:
        if answer.outcome == "booked":
            for number, amount in answer.orders:
                said[number] = said.get(number, 0) + amount
    stands = {number: amount for number, amount in said.items() if amount} == shop.received()
    _say("orders' money is what was reported" if stands else "ORDERS' MONEY DIFFERS FROM REPORT")
    return stands


if __name__ == "__main__":
    main()
