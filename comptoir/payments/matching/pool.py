"""Candidates, found by what a transfer says and never by looking at all of them."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import TypeAlias

from comptoir.payments.matching.names import words_of
from comptoir.payments.matching.reading import (
    Written,
    bare,
    near,
    number_of,
    reference_key,
    reference_keys,
    shortened,
)
from comptoir.payments.matching.values import Candidate, Transfer

Table: TypeAlias = dict[Hashable, set[int]]

# Amounts around one that count as nearly the same, in minor units.
NEAR = 2
# Shorter ones are too often something else.
SHORTEST_REFERENCE, SHORTEST_NUMBER = 8, 4


class Pool:
    """Candidates with tables over references, numbers, amounts with names, and accounts.

    `crowded` says that not every open order of the same amount is here. `taken` is what the
    transfers before this one pay of each order.
    """

    def __init__(self, candidates: Iterable[Candidate], *, crowded: bool = False) -> None:
        self.all = {one.order_id: one for one in candidates}
        self.crowded = crowded
        self.taken: dict[int, int] = defaultdict(int)
        self._reference: Table = defaultdict(set)
        self._near_reference: Table = defaultdict(set)
        self._number: Table = defaultdict(set)
        self._near_number: Table = defaultdict(set)
        self._last: Table = defaultdict(set)
        self._word: Table = defaultdict(set)
        self._iban: Table = defaultdict(set)
        self._lengths: set[int] = set()
        self._own_lengths: set[int] = set()
        self._runs: set[int] = set()
        for one in self.all.values():
            self._add(one)

    def _add(self, one: Candidate) -> None:
        for place, reference in enumerate(one.references):
            key = reference_key(reference)
            if len(key) < SHORTEST_REFERENCE:
                continue
            self._reference[key].add(one.order_id)
            self._lengths.add(len(key))
            if place == 0:
                self._own_lengths |= {len(key) - 1, len(key), len(key) + 1}
                _keep(self._near_reference, shortened(key), one)
        number = number_of(one.number)
        self._runs.add(len(number.runs))
        _keep(self._number, (number.runs, number.compact.lstrip("0")), one)
        if number.last:
            self._last[number.last].add(one.order_id)
        for piece in {number.compact, number.last}:
            if len(piece) >= SHORTEST_NUMBER:
                _keep(self._near_number, shortened(piece), one)
        for word in {word for name in one.names for word in words_of(name)}:
            self._word[one.balance, word].add(one.order_id)
        for iban in one.ibans:
            self._iban[iban].add(one.order_id)

    def balance(self, one: Candidate) -> int:
        """What is still to be received once the transfers before this one are booked."""
        return one.balance - self.taken[one.order_id]

    def by_reference(self, found: Written) -> set[int]:
        return _union(self._reference, reference_keys(found, sorted(self._lengths)))

    def by_near_reference(self, found: Written, amount: int) -> set[int]:
        """Open orders of about that amount whose own reference stands there with one sign wrong."""
        pieces = frozenset(reference_keys(found, sorted(self._own_lengths)))
        hits = _union(self._near_reference, (key for one in pieces for key in shortened(one)))
        hits = {one for one in hits if self.close(one, amount)}
        keys = {one: reference_key(self.all[one].references[0]) for one in hits}
        return {one for one, key in keys.items() if any(near(key, piece) for piece in pieces)}

    def by_number(self, found: Written) -> set[int]:
        """Whole numbers, with or without noughts; the parts apart or in one piece."""
        runs = (bare(some) for count in self._runs for some in found.joined(count))
        return _union(self._number, runs) | _union(
            self._number, (token.lstrip("0") for token in found.tokens)
        )

    def by_near_number(self, found: Written, amount: int) -> set[int]:
        """Open orders of about that amount whose number, or its end, has one sign wrong there."""
        joined = ["".join(runs) for count in (1, 2, 3) for runs in found.joined(count)]
        whole = frozenset(one for one in joined if len(one) >= SHORTEST_NUMBER)
        ends = frozenset(one.lstrip("0") for one in found.runs if len(one) >= SHORTEST_NUMBER)
        hits = _union(self._near_number, (key for one in whole | ends for key in shortened(one)))
        hits = {one for one in hits if self.close(one, amount)}
        numbers = {one: number_of(self.all[one].number) for one in hits}
        return {
            one
            for one, number in numbers.items()
            if any(near(number.compact, piece) for piece in whole)
            or any(near(number.last, piece) for piece in ends)
        }

    def by_last(self, found: Written) -> set[int]:
        return _union(self._last, (run for run in bare(found.runs) if run.isdigit()))

    def by_name(self, transfer: Transfer, found: Written) -> set[int]:
        """Orders of about that amount that share a word with the name, or with what was written."""
        amounts = range(transfer.amount - NEAR, transfer.amount + NEAR + 1)
        words = words_of(transfer.name) | found.words
        return _union(self._word, ((amount, word) for amount in amounts for word in words))

    def by_iban(self, transfer: Transfer) -> set[int]:
        return self._iban.get(transfer.iban, set()) if transfer.iban else set()

    def close(self, order_id: int, amount: int) -> bool:
        """The order is open with about that amount."""
        return abs(self.balance(self.all[order_id]) - amount) <= NEAR


def _keep(table: Table, keys: Iterable[Hashable], one: Candidate) -> None:
    for key in keys:
        table[key].add(one.order_id)


def _union(table: Table, keys: Iterable[Hashable]) -> set[int]:
    hits: set[int] = set()
    for key in keys:
        if there := table.get(key):
            hits |= there
    return hits
