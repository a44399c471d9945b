from collections.abc import Sequence

from comptoir.core.database import locked, write
from comptoir.payments.bank.proposals import as_json, state_of
from comptoir.payments.matching import Result
from comptoir.payments.models import BankLine

UNDECIDED = (BankLine.State.OPEN, BankLine.State.NEAR, BankLine.State.DOUBTFUL, BankLine.State.OUT)


def propose_for_lines(*, shop_id: int, results: Sequence[Result]) -> int:
    """The lines that nobody has decided carry what matching found; how many they are."""
    by_id = {result.key: result for result in results}
    with write():
        rows = BankLine.objects.filter(shop_id=shop_id, id__in=by_id, state__in=UNDECIDED)
        lines = list(locked(rows.order_by("id")))
        for line in lines:
            result = by_id[line.id]
            line.proposal = as_json(result)
            line.state = state_of(line, result)
        BankLine.objects.bulk_update(lines, ["proposal", "state"])
    return len(lines)
