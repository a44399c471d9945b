"""What the bench measures with tells the truth."""

import subprocess
import sys
import time

import pytest

from bench import processes
from bench.client import Answer
from bench.figures import Figure, of_blocks, row

pytestmark = pytest.mark.once

PAGE = """
<form method="get" action="/atelier/search/"><input name="q" value="no"></form>
<form class="buy" method="post" action="/atelier/basket/add/?x=1">
<input type="hidden" name="csrfmiddlewaretoken" value="a&amp;b">
<input type="radio" name="variant" value="7"><input type="radio" name="variant" value="8">
<input type="checkbox" name="gift"><input type="number" name="quantity" value="1">
<button name="update" value="1">Update</button></form>
"""


def test_a_form_gives_what_a_browser_would_send() -> None:
    answer = Answer(200, "/", "", PAGE, 0.0)
    assert answer.form("/basket/add/") == {
        "csrfmiddlewaretoken": "a&b",
        "variant": "7",
        "quantity": "1",
    }
    with pytest.raises(SystemExit):
        answer.form("/checkout/")


def test_processor_time_of_children_and_their_dead_counts() -> None:
    spend = "import time\nwhile time.process_time() < {}: pass\n"
    program = (
        "import subprocess, sys\n"
        f"subprocess.run([sys.executable, '-c', {spend.format(0.3)!r}])\n"
        + spend.format(0.2)
        + "print('done', flush=True)\ninput()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"done\n"
        spent = processes.cpu_seconds(child.pid)
        time.sleep(0.2)
        assert 0.48 <= spent < 1.5
        assert processes.cpu_seconds(child.pid) - spent < 0.05
        assert 2 < processes.memory(child.pid).pss <= processes.memory(child.pid).rss
        child.communicate(b"\n")


def test_a_budget_is_met_or_missed() -> None:
    met = of_blocks("list", "sqlite", [9.0, 7.0, 8.0], [0.01], budget=8, per_block=20)
    assert (met.value, met.operations, met.met) == (8.0, 60, True)
    least = Figure("export", "sqlite", 3000, "orders/s", budget=4000, most=False)
    assert least.met is False
    assert "**missed**" in row(least)
