"""Right and wrong are told apart, also where only the amount differs."""

from datetime import date

import pytest

from tests.payments.synthetic_year.feed import FORMS, Answer, _paired
from tests.payments.synthetic_year.model import Part, Transfer
from tests.payments.synthetic_year.report import report, verdict, wrongs
from tests.payments.synthetic_year.standing import Orders, Standing

pytestmark = pytest.mark.once
DAY = date(2025, 3, 3)
OURS: Orders = frozenset({("2025-00001", 1000)})
OTHER: Orders = frozenset({("2025-00002", 1000)})
LESS: Orders = frozenset({("2025-00001", 900)})


def transfer(*truth: Part, amount: int = 1000, batch: str = "", id: str = "1") -> Transfer:
    return Transfer(id, "exact number", DAY, amount, "A", "", "t", truth, batch=batch)


PAID = transfer(Part("2025-00001", 1000))
STRANGE = transfer()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(PAID, "booked", OURS), "booked right"),
        (Answer(PAID, "booked", OTHER), "booked wrong"),
        (Answer(PAID, "booked", LESS), "booked wrong"),
        (Answer(STRANGE, "booked", OURS), "booked wrong"),
        (Answer(PAID, "near", OURS, (OTHER,)), "first right"),
        (Answer(PAID, "near", OTHER, (OURS,)), "among"),
        (Answer(PAID, "near", OTHER), "suggested wrong"),
        (Answer(STRANGE, "near", OURS), "suggested wrong"),
        (Answer(PAID, "open"), "nothing"),
        (Answer(PAID, "same"), "lost"),
    ],
)
def test_verdicts(answer: Answer, expected: str) -> None:
    assert verdict(answer) == expected


def test_the_table_counts_each_once() -> None:
    answers = [
        Answer(PAID, "booked", OURS),
        Answer(PAID, "booked", OTHER),
        Answer(PAID, "near", OURS),
        Answer(STRANGE, "near", OURS),
    ]
    told = report(answers)
    assert "| exact number | 4 | 1 | 1 | 2 | 1 | 0 | 0 | 0 |" in told
    assert "| all for orders | 3 | 1 | 1 | 1 | 1 | 0 | 0 | 0 |" in told
    assert "1 right, 1 wrong" in told
    assert "strange transfers with a suggestion: 1/1 = 100.00 %" in told
    assert len(wrongs(answers, {"booked wrong"})) == 1


def test_rows_of_another_order_are_noticed() -> None:
    line = {"booked_on": str(DAY), "amount": 1000, "outcome": "exact", "why": []}
    row = Standing(DAY, 1000, "booked", OURS, ())
    assert [verdict(one) for one in _paired([PAID], [line], [row])] == ["booked right"]
    with pytest.raises(SystemExit):
        _paired([PAID], [line], [Standing(DAY, 999, "booked", OURS, ())])
    with pytest.raises(SystemExit):
        _paired([PAID], [{**line, "amount": 999}], [row])


def test_batches_stand_together_where_the_file_has_them() -> None:
    first, second = transfer(id="1", batch="B"), transfer(id="3", batch="B")
    between = transfer(id="2")
    assert FORMS["camt"].order([first, between, second]) == [first, second, between]
    assert FORMS["csv"].order([first, between]) == [between, first]
