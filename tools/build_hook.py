"""Compiles the translations into every wheel: .mo files are made, not kept."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileMessages(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, self.root)
        from tools.messages import compile_all  # noqa: PLC0415  # found by the line above

        compile_all(Path(self.root) / "comptoir")
