import os
from pathlib import Path

import pytest

from coalition_kg.serve.process import Template, TemplateError


def test_a_system_that_can_t_fork_is_told_where_to_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delattr(os, "fork")
    with pytest.raises(TemplateError, match="on Windows, run the server in WSL"):
        Template(tmp_path, 100, in_memory=False)


def test_a_snapshot_that_can_t_be_opened_is_told(tmp_path: Path) -> None:
    template = Template(tmp_path, 100, in_memory=True)
    with pytest.raises(TemplateError, match=r"no worker can be started: .*manifest\.json: missing"):
        template.wait()
