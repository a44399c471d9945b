"""The table of checks: what is asked, and what helps when it is not so."""

from django.utils.translation import gettext_lazy as _

from comptoir.operations.doctor.checks import (
    bank,
    database,
    figures,
    files,
    installation,
    mails,
    numbers,
    online,
    payments,
    queue,
    references,
    search,
    states,
    stock,
    sums,
)
from comptoir.operations.doctor.finding import Check

REPORT = _("This must not happen: keep a backup and report it with this text.")
REPLAY = _("See why in the queue, mend the cause, and replay it.")
AT_PROVIDER = _("Look on the provider's own pages how it ended, and replay what the queue gave up.")
WORKER = _("Look whether a worker runs and reaches the database: `comptoir worker`.")
RESTORE_FILE = _("Bring the file back from a backup, or upload it anew.")

ROWS: tuple[Check, ...] = (
    Check("order-sums", _("Orders are the sums of their lines"), REPORT, sums.totals),
    Check("tax-sums", _("Net and tax make the gross"), REPORT, sums.parts),
    Check("payment-states", _("Payment states follow from the money"), REPORT, payments.states),
    Check("payment-sums", _("Received and refunded are the payments"), REPORT, payments.sums),
    Check("online-payments", _("What providers reported is booked"), REPORT, online.booked),
    Check("online-refunds", _("Refunds by providers come to an end"), AT_PROVIDER, online.refunds),
    Check("online-notices", _("Notices that wait have a job"), REPLAY, online.notices),
    Check("bank-lines", _("Bank lines are booked as they say"), REPORT, bank.lines),
    Check("stock-ledger", _("Stock is what its changes add up to"), REPORT, stock.ledger),
    Check("stock-held", _("What orders hold was taken from stock"), REPORT, stock.held),
    Check("number-gaps", _("Order numbers run without gaps"), REPORT, numbers.gaps),
    Check("order-events", _("Orders stand where their history left them"), REPORT, states.agree),
    Check("undo-events", _("Each undo names one event"), REPORT, states.undoings),
    Check("search-rows", _("The search knows every order"), REPORT, search.texts),
    Check("search-index", _("The full-text index follows"), REPORT, search.full_text),
    Check("month-figures", _("Monthly figures are those of the orders"), REPORT, figures.months),
    Check("order-mails", _("Each order has its mails or owes them"), REPORT, mails.written),
    Check("mail-jobs", _("Mails that wait have a job"), REPORT, mails.queued),
    Check("references", _("References lead to rows of the same shop"), REPORT, references.sound),
    Check("queue-events", _("Events are reacted to in time"), WORKER, queue.events),
    Check("queue-jobs", _("Jobs are done in time"), WORKER, queue.jobs),
    Check("queue-dead", _("No job was given up"), REPLAY, queue.dead),
    Check("files", _("Files that are named are there"), RESTORE_FILE, files.present),
)
"""What can be asked of one shop too."""

INSTALLATION: tuple[Check, ...] = (
    Check("disk", _("There is room on the disk"), _("Make room."), installation.disk),
    Check(
        "keys", _("Keys are their owner's only"), _("Take the others' rights."), installation.keys
    ),
    Check(
        "settings",
        _("Settings suit a shop that is open"),
        _("Set it as docs/settings.md says."),
        installation.setting_values,
    ),
    Check(
        "durability",
        _("What was acknowledged survives a power cut"),
        _("Set it as docs/operator.md says."),
        database.durable,
    ),
    Check(
        "database",
        _("The database is whole"),
        _("Restore the last good backup elsewhere and compare."),
        database.sound,
    ),
)
"""What can only be asked of the whole installation."""
