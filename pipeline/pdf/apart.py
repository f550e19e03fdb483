"""Reads a PDF in a process of its own, which may use only so much time and memory.

pypdf has limits for single streams, but a file can be made of ten thousand cheap things; and a reader in Python
cannot be interrupted from within. In: bytes. Out: what was found. A process that was stopped, by its limits or by the
clock, means a file that asks for more than any form does. Started as `python -m pipeline.pdf.apart`.
"""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from pipeline.answers.returned import Line, Returned
from pipeline.problems import Place, Problem, UnreadableFile
from pipeline.problems.pdf_files import pdf_too_large

Found = tuple[Returned, tuple[Line, ...]]

_CPU_SECONDS, _MEMORY = 2, 200 * 1024 * 1024
"""Seconds of work, not of waiting: a busy machine makes no file unreadable."""

_PATIENCE = 30
_HOME = Path(__file__).resolve().parents[2]


def read_apart(content: bytes) -> Found:
    """What stands in a PDF. Raises UnreadableFile, in a place without a name."""
    paths = [str(_HOME), os.environ.get("PYTHONPATH", "")]
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    command = [sys.executable, "-m", __spec__.name]
    try:
        # What it writes on stderr may hold the document's text, and goes nowhere.
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=_PATIENCE, env=surroundings, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(pdf_too_large(Place())) from error
    if not done.stdout:
        raise UnreadableFile(pdf_too_large(Place()))
    found: Found | Problem = pickle.loads(done.stdout)
    if isinstance(found, Problem):
        raise UnreadableFile(found)
    return found


def _bound() -> None:
    """Sets the limits of this process, where the system has them; elsewhere there is the clock."""
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Reads the PDF on stdin and writes what was found, or the problem, on stdout."""
    _bound()
    logging.disable(logging.CRITICAL)
    from pipeline.pdf.inside import read_document

    found: Found | Problem
    try:
        found = read_document(sys.stdin.buffer.read())
    except UnreadableFile as error:
        found = error.problem
    sys.stdout.buffer.write(pickle.dumps(found))


if __name__ == "__main__":
    main()
