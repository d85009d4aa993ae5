"""Whoever runs the site reads in one page what happens by itself."""

from pathlib import Path

import jobs
from jobs.schedule import JOBS

PAGE = Path(jobs.__file__).parent.parent / "docs" / "how-to" / "jobs.md"


def test_every_job_stands_in_the_documentation():
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    documented = {row.split("`")[1] for row in rows}
    assert sorted(set(JOBS) - documented) == []
