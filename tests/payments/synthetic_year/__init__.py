"""One shop's year of orders and bank transfers, made from a seed, with the truth about each transfer.

Written from the formats' public descriptions and from how people fill in transfers, without
looking at the code that matches them: what is measured with it says something.
"""

from tests.payments.synthetic_year.camt import as_camt
from tests.payments.synthetic_year.csv_bank import as_csv
from tests.payments.synthetic_year.model import Order, Part, Transfer, Year
from tests.payments.synthetic_year.mt940 import as_mt940
from tests.payments.synthetic_year.year import year

__all__ = ["Order", "Part", "Transfer", "Year", "as_camt", "as_csv", "as_mt940", "year"]
