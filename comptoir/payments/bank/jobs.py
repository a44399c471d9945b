"""The worker's part: each uploaded file is read, or says why not. Killed at any moment, it starts again."""

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO, cast

import structlog
from django.utils import translation

from comptoir.core import jobs as queue
from comptoir.core.actor import importer
from comptoir.core.clock import utc_now
from comptoir.core.errors import NotFound, Refused
from comptoir.core.models import Job
from comptoir.payments.actions.drop_bank_job import drop_bank_job
from comptoir.payments.actions.finish_bank_file import finish_bank_file
from comptoir.payments.bank import store
from comptoir.payments.bank.taking import REPORTED, Report, look, take
from comptoir.payments.models import BankFile
from comptoir.payments.queries.accounts_of_shop import mapping_for
from comptoir.payments.statements import formats
from comptoir.payments.statements.plain import fault_of
from comptoir.payments.statements.reasons import Fault, Reason, fault, several

log = structlog.get_logger()
State = BankFile.State
# What nobody foresaw is tried so often, in case it passes.
TRIES = 3


def read_files(found: Sequence[Job], now: datetime) -> None:
    """Each file of the batch was taken or says why not."""
    rows = BankFile.objects.select_related("shop").in_bulk([job.payload["file"] for job in found])
    for job in found:
        row = rows.get(job.payload["file"])
        if row is None or row.state != State.WAITING:
            drop_bank_job(shop_id=job.shop_id, job=job)
            continue
        with translation.override(row.language):
            _read(row, job, now)


def _read(row: BankFile, job: Job, now: datetime) -> None:
    def end(state: BankFile.State, report: Report | None, fault: Fault | None = None) -> None:
        summary = report.as_json() if report else {}
        summary["lines"] = summary.get("lines", [])[:REPORTED]
        kept = finish_bank_file(
            shop_id=row.shop_id,
            file_id=row.id,
            job=job,
            state=state,
            summary=summary,
            fault=fault,
            now=now,
        )
        if kept and state != State.UNMAPPED:
            store.remove(row.file)

    try:
        with store.fetch(row.file) as stream:
            read = formats.read(
                cast(BinaryIO, stream), lambda sheet: mapping_for(row.shop, sheet, row.account)
            )
        if not read.statements:
            end(State.FAILED, None, several(read.faults))
        elif row.dry_run:
            end(State.DONE, look(shop=row.shop, found=read))
        else:
            report = take(
                shop=row.shop,
                file=row,
                found=read,
                actor=importer(row.shop_id, row.said_by),
                now=now,
                step=lambda: _still(job, now),
            )
            end(State.DONE, report)
    except formats.NeedsMapping:
        end(State.UNMAPPED, None)
    except NotFound:
        end(State.FAILED, None, fault(Reason.GONE))
    except _Lost:
        log.warning("another worker has taken over", job=job.key)
    except Refused as refusal:
        end(State.FAILED, None, fault_of(refusal))
    except Exception as error:
        if job.attempts + 1 < TRIES:
            raise
        log.exception("bank file given up", job=job.key)
        end(State.FAILED, None, fault(Reason.TEXT, text=type(error).__name__))


class _Lost(Exception):
    """Another worker has the job now."""


def _still(job: Job, now: datetime) -> None:
    if not queue.renew(job, now=max(now, utc_now())):
        raise _Lost
