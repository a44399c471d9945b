"""The worker's part: writing exports and reading imports. Killed at any moment, a job starts again."""

import hashlib
import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import IO, Any, BinaryIO, cast

import structlog
from django.utils import translation

from comptoir.core.actor import importer
from comptoir.core.models import Job
from comptoir.exchange import orders_csv, store
from comptoir.exchange.actions.drop_lost_job import drop_lost_job
from comptoir.exchange.actions.fail_transfer import fail_transfer
from comptoir.exchange.actions.finish_export import finish_export
from comptoir.exchange.actions.finish_import import finish_import
from comptoir.exchange.importing import (
    UNREADABLE,
    Item,
    Report,
    csv_items,
    take_orders,
    unpacked,
    write_refusals,
    xml_items,
)
from comptoir.exchange.models import Export, Import
from comptoir.exchange.orders_xml import write_orders
from comptoir.exchange.pace import Clock, LeaseLost, Pace
from comptoir.exchange.selection import chosen_ids, from_json, ids_of
from comptoir.orders.queries.snapshots import snapshots

log = structlog.get_logger()
# What nobody foresaw is tried so often, in case it passes.
TRIES = 3
BLOCK = 1 << 20


def export_orders(jobs: Sequence[Job], now: datetime) -> None:
    """Each export of the batch has its file, or says why not."""
    rows = Export.objects.select_related("shop").in_bulk([job.payload["export"] for job in jobs])
    clock = Clock(now)
    for job in jobs:
        _done(job, rows.get(job.payload["export"]), clock, _export)


def import_orders(jobs: Sequence[Job], now: datetime) -> None:
    """Each import of the batch was read, or says why not."""
    rows = Import.objects.select_related("shop").in_bulk([job.payload["import"] for job in jobs])
    clock = Clock(now)
    for job in jobs:
        _done(job, rows.get(job.payload["import"]), clock, _import)


def _done(job: Job, transfer: Any, clock: Clock, work: Callable[[Any, Job, Pace], None]) -> None:
    if transfer is None or transfer.finished:
        drop_lost_job(shop_id=job.shop_id, job=job)
        return
    pace = Pace(transfer, job, clock)
    with translation.override(transfer.language):
        try:
            work(transfer, job, pace)
        except LeaseLost:
            log.warning("another worker has taken over", job=job.key)
        except UNREADABLE as error:
            _fail(transfer, job, str(error), pace)
        except Exception as error:
            if job.attempts + 1 < TRIES:
                raise
            log.exception("transfer given up", job=job.key)
            _fail(transfer, job, type(error).__name__, pace)


def _fail(transfer: Export | Import, job: Job, error: str, pace: Pace) -> None:
    fail_transfer(shop_id=transfer.shop_id, transfer=transfer, job=job, error=error, now=pace.now)


def _export(export: Export, job: Job, pace: Pace) -> None:
    filters = from_json(export.filters)
    pace.total = sum(1 for _ in ids_of(export.shop, filters))

    def followed() -> Iterator[int]:
        for count, order_id in enumerate(chosen_ids(export.shop, filters)):
            pace.reached(count)
            yield order_id

    with tempfile.TemporaryFile() as stream:
        orders = write_orders(stream, snapshots(export.shop_id, followed()))
        size, digest = stream.tell(), _digest(stream)
        name = store.keep(export.shop_id, f"{export.public_id}.xml", stream)
    kept = finish_export(
        shop_id=export.shop_id,
        export=export,
        job=job,
        file=name,
        size=size,
        digest=digest,
        orders=orders,
        now=pace.now,
    )
    if not kept:
        store.remove(name)


def _digest(stream: IO[bytes]) -> str:
    """The SHA-256 of the whole stream, which stands at its beginning afterwards."""
    stream.seek(0)
    found = hashlib.sha256()
    while block := stream.read(BLOCK):
        found.update(block)
    stream.seek(0)
    return found.hexdigest()


def _import(found: Import, job: Job, pace: Pace) -> None:
    with store.fetch(found.file) as raw:
        report = take_orders(
            shop_id=found.shop_id,
            items=_items(found, cast(BinaryIO, raw), pace),
            actor=importer(found.shop_id, found.said_by),
            now=pace.now,
            progress=lambda done: _reached(done, raw, found, pace),
        )
    refusals = io.StringIO()
    write_refusals(refusals, report.refused)
    kept = finish_import(
        shop_id=found.shop_id,
        found=found,
        job=job,
        report=report,
        refusals=refusals.getvalue(),
        now=pace.now,
    )
    if kept:
        store.remove(found.file)


def _items(found: Import, raw: BinaryIO, pace: Pace) -> Iterator[Item]:
    stream = unpacked(raw)
    if not found.mapping:
        raw.seek(0, io.SEEK_END)
        pace.total = raw.tell()
        raw.seek(0)
        return xml_items(stream)

    def counted(invoices: int) -> None:
        pace.total = invoices

    mapping = orders_csv.read_mapping(found.mapping.encode())
    return csv_items(stream, mapping, seen=lambda rows: pace.reached(0), counted=counted)


def _reached(report: Report, raw: Any, found: Import, pace: Pace) -> None:
    counted = report.taken + report.same + len(report.refused)
    pace.reached(counted if found.mapping else int(raw.tell()))
