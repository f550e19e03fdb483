"""The command line: what a person types, and what they are told.

One command per step of the story, each a few lines that call `pipeline.commands` and print. Facts go to stdout,
problems to stderr; with --json each fact is one object a line. Heavy imports stand in the commands, so that
`mus --help` answers at once.
"""

from pipeline.cli import keeping, preparing, running  # each command adds itself to the group
from pipeline.cli.setting import main

__all__ = ["keeping", "main", "preparing", "running"]
