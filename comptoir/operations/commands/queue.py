"""What the worker still owes, for whoever runs the machine."""

import click

from comptoir.core import queue
from comptoir.core.actor import system
from comptoir.core.clock import utc_now
from comptoir.core.queue import Entry
from comptoir.shops.actions.try_again import try_again
from comptoir.shops.models import Shop

ALL = "all"
# Mails about accounts belong to no shop.
NO_SHOP = "-"
MOST = 1000


@click.group("queue", invoke_without_command=True)
@click.option("--shop", "slug", help="Only this shop's.")
@click.option("--failed", is_flag=True, help="Only what was given up.")
@click.pass_context
def command(ctx: click.Context, slug: str | None, failed: bool) -> None:
    """List what the worker still owes: what, since when, why, and when it is tried next.

    One line each: ID, shop, state, since (UTC), next try, tries, kind, reason. States: waiting,
    again (tried before), running, dead (given up). With --failed, exit code 1 if there is any.
    """
    if ctx.invoked_subcommand is not None:
        return
    shop_id = None if slug is None else _shop(slug).id
    given_up = queue.entries(shop_id=shop_id, failed=True, limit=MOST)
    waiting = [] if failed else queue.entries(shop_id=shop_id, failed=False, limit=MOST)
    names = dict(Shop.objects.values_list("id", "slug"))
    for entry in [*given_up, *waiting]:
        click.echo(_line(entry, names.get(entry.shop_id, NO_SHOP)))
    counted = queue.counts(shop_id=shop_id)
    click.echo(f"{counted.waiting} waiting, {counted.dead} given up", err=True)
    if failed and counted.dead:
        ctx.exit(1)


@command.command("replay")
@click.argument("entry", metavar="ID|all")
@click.option("--shop", "slug", help="With `all`: only this shop's.")
def replay(entry: str, slug: str | None) -> None:
    """Try one entry again at once, or all that were given up.

    Exit code 1 if there is no such entry, or if it is being done at this moment.
    """
    if entry != ALL:
        owner = queue.shop_of(entry)
        if owner is None:
            raise click.ClickException(f"there is no {entry} in the queue")
        done = _again(owner, entry)
        if not done:
            raise click.ClickException(f"{entry} is being done at this moment")
    else:
        owners = [_shop(slug).id] if slug else [0, *Shop.objects.values_list("id", flat=True)]
        done = sum(_again(owner, None) for owner in owners)
    click.echo(f"{done} will be tried again")


def _again(shop_id: int, entry: str | None) -> int:
    now = utc_now()
    if not shop_id:
        return queue.try_again(shop_id=shop_id, entry=entry, now=now)
    if entry is None and not queue.counts(shop_id=shop_id).dead:
        return 0
    event = try_again(shop_id=shop_id, entry=entry, actor=system(shop_id), now=now)
    return int(event.after["entries"])


def _shop(slug: str) -> Shop:
    shop = Shop.objects.filter(slug=slug).first()
    if shop is None:
        raise click.ClickException(f"there is no shop {slug}")
    return shop


def _line(entry: Entry, shop: str) -> str:
    then = f"{entry.next_try:%Y-%m-%dT%H:%M:%SZ}" if entry.next_try else "-"
    since = f"{entry.since:%Y-%m-%dT%H:%M:%SZ}"
    reason = " ".join(entry.reason.split())[:200]
    return "\t".join(
        [entry.id, shop, entry.state, since, then, str(entry.tries), entry.kind, reason]
    )
