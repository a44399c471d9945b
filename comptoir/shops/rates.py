"""VAT rates that a new shop begins with."""

import eu_vat_rates_data

# Where the list of reduced rates mixes in those of islands and regions.
REDUCED = {"FR": (5.5, 10.0), "ES": (4.0, 10.0), "PT": (6.0, 13.0), "AT": (10.0, 13.0)}


def rates_of(country: str) -> dict[str, int]:
    """Tax class → thousandths of a percent, from eu-vat-rates-data; {} for a country it doesn't know."""
    if not eu_vat_rates_data.has_rate(country):
        return {}
    found = eu_vat_rates_data.get_rate(country)
    if found is None:
        return {}
    reduced = REDUCED.get(country) or tuple(found["reduced"])[:2]
    classes = {"standard": found["standard"], "super_reduced": found["super_reduced"]}
    classes |= dict(zip(("reduced", "second_reduced"), reduced, strict=False))
    return {name: round(rate * 1000) for name, rate in classes.items() if rate is not None}
