"""Actions look alike, and nothing but actions writes."""

import ast
from pathlib import Path

import pytest

from tests.architecture.trees import PACKAGE, functions, python_files, told, tree

pytestmark = pytest.mark.once

HTTP_ROOMS = ("comptoir/desk", "comptoir/storefront", "comptoir/ui")
WRITES = {
    "save",
    "create",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "select_for_update",
}
# What these hold is not an order, a shop or a product: sessions, messages, plain dictionaries, pictures.
NOT_ROWS = {"session", "messages", "storage", "headers", "cookies", "smaller"}
# Accounts exist before any shop, so these have none to take.
WITHOUT_SHOP = {"create_account", "change_account", "create_shop", "first_run"}
# The worker writes down what became of a job in its hands, and tidies up for all shops at once.
OF_THE_WORKER = {
    "ask_about_open",
    "drop_job",
    "forget_baskets",
    "forget_notices",
    "look_at_paid",
    "note_failure",
    "note_sent",
}


def action_files() -> list[Path]:
    return [
        path
        for path in python_files("comptoir")
        if path.parent.name == "actions" and path.stem != "__init__"
    ]


@pytest.mark.parametrize("path", action_files(), ids=told)
def test_an_action_is_one_verb_with_named_arguments_and_the_shop_first(path: Path) -> None:
    public = [
        node
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    assert [function.name for function in public] == [path.stem]
    assert public[0].returns is not None
    if path.stem in OF_THE_WORKER:
        return
    arguments = public[0].args
    assert not arguments.args, "arguments are keyword-only"
    assert not arguments.posonlyargs
    names = [argument.arg for argument in arguments.kwonlyargs]
    if path.stem not in WITHOUT_SHOP:
        assert names[0] == "shop_id"


def test_rooms_that_speak_http_never_write_rows() -> None:
    found = [
        f"{told(path)}:{call.lineno} .{call.func.attr}()"
        for path in python_files(*HTTP_ROOMS)
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in WRITES | {"update"}
        and _may_be_rows(call)
    ]
    assert not found


def _may_be_rows(call: ast.Call) -> bool:
    """Whether it is called on something that can be a row or a query; `update` also belongs to dicts."""
    assert isinstance(call.func, ast.Attribute)
    owner = call.func.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    if name in NOT_ROWS:
        return False
    if call.func.attr != "update":
        return True
    # A queryset's update() takes named values and nothing else; it follows a call or a manager.
    return not call.args and (isinstance(owner, ast.Call) or name in {"objects", "rows"})


def test_no_signals() -> None:
    allowed = "django.test.signals"
    found = [
        told(path)
        for path in python_files("comptoir")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").endswith("signals")
        and node.module != allowed
        and (node.module or "").startswith("django")
    ]
    assert not found


def test_only_the_clock_asks_for_the_time() -> None:
    asked = [
        f"{told(path)}:{call.lineno}"
        for path in python_files("comptoir")
        if path != PACKAGE / "core" / "clock.py"
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in {"now", "utcnow", "today"}
        and getattr(call.func.value, "id", "") in {"datetime", "timezone", "date"}
    ]
    assert not asked


def test_rules_know_no_django_but_its_translations() -> None:
    found = [
        f"{told(path)}: {module}"
        for path in python_files("comptoir")
        if path.stem == "rules" or path.parent.name == "rules"
        for node in ast.walk(tree(path))
        for module in _imported(node)
        if module.split(".")[0] == "django" and module != "django.utils.translation"
    ]
    assert not found


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []


def test_functions_are_found_at_all() -> None:
    """The checks above look at something."""
    assert action_files()
    assert sum(1 for path in python_files("comptoir") for _ in functions(path)) > 100
