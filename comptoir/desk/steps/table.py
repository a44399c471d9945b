"""All steps by name; the name is the address's name too: desk:order_<name>."""

from comptoir.desk.steps.dispatch import DISPATCH
from comptoir.desk.steps.money import MONEY
from comptoir.desk.steps.places import PLACES
from comptoir.desk.steps.step import Step
from comptoir.desk.steps.texts import TEXTS

STEPS: dict[str, Step] = MONEY | DISPATCH | PLACES | TEXTS
