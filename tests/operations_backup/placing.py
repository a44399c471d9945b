"""Places orders as fast as it can, until it is told to stop: `python -m … STOP_FILE TOLD_FILE`.

The number of each order stands in the second file once it is committed.
"""

import sys
from pathlib import Path
from threading import Thread

import django
from django.db import connection


def main() -> None:
    django.setup()

    from comptoir.catalog.models import Variant
    from comptoir.core.clock import utc_now
    from comptoir.methods.models import DeliveryMethod, PaymentMethod
    from comptoir.shops.models import Shop
    from tests.factories import make_order

    stop, told = Path(sys.argv[1]), Path(sys.argv[2])

    def place() -> None:
        shop, variant = Shop.objects.get(), Variant.objects.get()
        delivery, payment = DeliveryMethod.objects.get(), PaymentMethod.objects.get()
        with told.open("a") as out:
            nth = 0
            while not stop.exists():
                nth += 1
                order = make_order(
                    shop,
                    variant,
                    delivery=delivery,
                    payment=payment,
                    now=utc_now(),
                    email=f"{id(out)}-{nth // 15}@example.com",
                )
                out.write(f"{order.number}\n")
                out.flush()
        connection.close()

    threads = [Thread(target=place) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
