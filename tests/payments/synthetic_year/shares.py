"""How often people do what: parts in ten thousand transfers. What is left is EXACT.

The shares are an assumption, not a measurement of one bank: small shops' transfers as they are
told of in forums and manuals of bookkeeping programs, with faults more frequent than in life, so
that each kind has enough transfers to be counted.
"""

EXACT = "exact reference"

# One order, its whole amount; they differ in what is written, and by whom.
WRITTEN = {
    "structured reference": 1200,
    "exact number": 1300,
    "number and reference": 600,
    "reference in end-to-end id": 100,
    "reference spaced, dashed, lower case": 400,
    "number without zeros": 300,
    "number with slash": 200,
    "running number only": 200,
    "swapped digits": 150,
    "one wrong character": 150,
    "name instead of reference": 300,
    "other person's account": 200,
    "company instead of person": 150,
    "no text": 200,
}

# The reference or number is right, the amount is not the order's.
AMOUNTS = {
    "a cent short": 70,
    "a cent over": 70,
    "bank fee deducted": 80,
    "wrong amount": 100,
}

# More than one order, or more than one transfer.
SEVERAL = {
    "two or three orders": 200,
    "one order in two parts": 200,
    "paid twice": 100,
}

# Money that goes back.
BACK = {
    "refund out": 150,
    "reversal": 40,
}

# Nothing to do with the shop's orders.
STRANGE = {
    "card settlement": 500,
    "supplier": 300,
    "supplier's refund": 70,
    "salary": 60,
    "bank charge": 50,
    "tax": 30,
    "rent": 24,
    "amount of an open order": 100,
    "another's document with our number": 30,
    "customer pays something else": 30,
}

ALL = {**WRITTEN, **AMOUNTS, **SEVERAL, **BACK, **STRANGE}


def counts(transfers: int) -> dict[str, int]:
    """Whole transfers of each kind; together exactly `transfers`."""
    found = {kind: round(share * transfers / 10_000) for kind, share in ALL.items()}
    found["one order in two parts"] -= found["one order in two parts"] % 2
    found[EXACT] = transfers - sum(found.values())
    return found
