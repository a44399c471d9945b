"""Who reacts to which kind of event, who does which kind of job, and what is done again and again."""

from comptoir.baskets import tidying
from comptoir.core.events import Reaction
from comptoir.core.jobs import LONG, OUTSIDE, JobKind
from comptoir.core.tally import forget_old_tallies
from comptoir.core.worker import Chore
from comptoir.exchange import jobs as exchange_jobs
from comptoir.exchange import tidying as exchange_tidying
from comptoir.exchange.kinds import EXPORT_JOB, EXPORT_LABEL, IMPORT_JOB, IMPORT_LABEL
from comptoir.mailing import again as mailing_again
from comptoir.mailing import jobs as mailing_jobs
from comptoir.mailing import reactions as mails
from comptoir.mailing import smtp
from comptoir.mailing import tidying as mailing_tidying
from comptoir.mailing.queue import JOB as SEND_MAIL
from comptoir.orders import figures, reminding
from comptoir.orders import tidying as orders_tidying
from comptoir.payments import jobs as payments_jobs
from comptoir.payments import looking, refund_jobs
from comptoir.payments import queue as payments_queue
from comptoir.payments import reactions as payments_reactions
from comptoir.payments import tidying as payments_tidying
from comptoir.payments.bank import jobs as bank_jobs
from comptoir.payments.bank import reactions as bank_reactions
from comptoir.payments.bank.kinds import READ_FILE, READ_FILE_LABEL
from comptoir.shops import tidying as shops_tidying

REACTIONS: dict[str, tuple[Reaction, ...]] = {
    "order.placed": (mails.on_placed,),
    "order.completed": (mails.on_dispatched,),
    "order.parcel_added": (mails.on_dispatched,),
    "order.parcel_corrected": (mails.on_dispatched,),
    "order.ready": (mails.on_ready,),
    "order.paid": (mails.on_paid,),
    "order.reminded": (mails.on_reminded,),
    "order.cancelled": (mails.on_cancelled,),
    "order.withdrawn": (mails.on_withdrawn,),
    "order.anonymised": (
        mails.on_anonymised,
        bank_reactions.on_anonymised,
        payments_reactions.on_anonymised,
    ),
    "order.message_sent_again": (mails.on_message_sent_again,),
    "shop.settings_changed": (figures.on_settings_changed,),
}

JOBS: dict[str, JobKind] = {
    SEND_MAIL: JobKind(
        mailing_jobs.send,
        mailing_jobs.LABEL,
        again=mailing_again.revive,
        rest=smtp.hang_up,
    ),
    EXPORT_JOB: JobKind(exchange_jobs.export_orders, EXPORT_LABEL, lane=LONG, batch=1),
    IMPORT_JOB: JobKind(exchange_jobs.import_orders, IMPORT_LABEL, lane=LONG, batch=1),
    READ_FILE: JobKind(bank_jobs.read_files, READ_FILE_LABEL, lane=LONG, batch=1),
    payments_queue.NOTICE: JobKind(
        payments_jobs.handle_notices, payments_queue.LABELS[payments_queue.NOTICE]
    ),
    payments_queue.PROVE: JobKind(
        payments_jobs.prove_notices,
        payments_queue.LABELS[payments_queue.PROVE],
        lane=OUTSIDE,
        batch=5,
    ),
    payments_queue.ASK: JobKind(
        payments_jobs.ask, payments_queue.LABELS[payments_queue.ASK], lane=OUTSIDE, batch=5
    ),
    payments_queue.END: JobKind(
        payments_jobs.end, payments_queue.LABELS[payments_queue.END], lane=OUTSIDE, batch=5
    ),
    payments_queue.REFUND: JobKind(
        refund_jobs.refund, payments_queue.LABELS[payments_queue.REFUND], lane=OUTSIDE, batch=5
    ),
    payments_queue.ASK_REFUND: JobKind(
        refund_jobs.ask,
        payments_queue.LABELS[payments_queue.ASK_REFUND],
        lane=OUTSIDE,
        batch=5,
    ),
    payments_queue.LOOK: JobKind(
        looking.look, payments_queue.LABELS[payments_queue.LOOK], lane=OUTSIDE, batch=5
    ),
}

CHORES: tuple[Chore, ...] = (
    Chore(tidying.HOURLY, forget_old_tallies),
    Chore(tidying.HOURLY, tidying.forget_old_baskets),
    Chore(reminding.EVERY, reminding.remind_and_expire),
    Chore(orders_tidying.HOURLY, orders_tidying.empty_old_trash),
    Chore(payments_tidying.MINUTELY, payments_tidying.ask_about_begun),
    Chore(payments_tidying.MINUTELY, payments_tidying.look_for_refunds),
    Chore(payments_tidying.HOURLY, payments_tidying.forget_old_notices),
    Chore(payments_tidying.HOURLY, payments_tidying.forget_unexplained_files),
    Chore(mailing_tidying.HOURLY, mailing_tidying.forget_logos),
    Chore(shops_tidying.HOURLY, shops_tidying.forget_ended_sessions),
    Chore(exchange_tidying.HOURLY, exchange_tidying.forget_old_transfers),
)
"""Done by every worker now and then."""
