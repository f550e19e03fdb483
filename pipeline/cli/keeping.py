"""After a round: what must be destroyed, and rows for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.setting import FILE, JSON, Setting, main
from pipeline.cli.telling import finish, print_rows, stop


@main.command()
@click.option("--yes", is_flag=True, help="Destroy it. Without this nothing is destroyed.")
@click.option(
    "--forget", type=FILE, help="Forget an output folder of an earlier round that is gone for good."
)
@JSON
@click.pass_obj
def purge(setting: Setting, yes: bool, forget: Path | None, as_json: bool) -> None:
    """Show what must be destroyed by the municipality's rules, and why; with --yes, destroy every copy of it.

    Backups of the workspace and people's own copies are not reached from here.

    \b
    Example:  mus purge            then  mus purge --yes
    """
    from pipeline.commands import destroying

    with setting.round() as round_:
        if forget and not destroying.forget_folder(round_, forget):
            raise click.BadParameter("no round was written to that folder", param_hint="--forget")
        purged = destroying.purge(round_) if yes else None
        doomed = purged.destroyed if purged else destroying.purge_report(round_)
    if as_json:
        print_rows(destroying.doomed_row(each) for each in doomed)
        finish(purged.problems if purged else [])
    for each in doomed:
        subject = each.person or each.group or "-"
        click.echo(f"{each.what:<12} {subject:>8}  {each.year}  {each.rule or '-':<7} {each.reason}")
    if purged:
        click.echo(f"{len(doomed)} destroyed, {purged.files_removed} files removed.")
        finish(purged.problems)
    click.echo(f"{len(doomed)} to destroy. " + ("Run mus purge --yes to do it." if doomed else ""))


@main.command()
@click.argument("what", type=click.Choice(["obligations", "plan-rows", "forms", "talks"]))
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "parquet"]),
    default="jsonl",
    show_default=True,
    help="How to write the rows; parquet needs mus[parquet].",
)
@click.option("--out", type=FILE, help="Write to this file, and not to stdout.")
@click.option("--versions", is_flag=True, help="plan-rows: earlier versions of each row too.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format jsonl.")
@click.pass_obj
def export(setting: Setting, what: str, form: str, out: Path | None, versions: bool, as_json: bool) -> None:
    """Hand rows to another tool: obligations, plan-rows, forms or talks. Never what people wrote in free text.

    \b
    Example:  mus export plan-rows --format csv --out planer.csv
    """
    from pipeline.commands.exporting import export_rows
    from pipeline.commands.formats import format_rows, write_export
    from pipeline.commands.opening import CannotRun

    with setting.round() as round_:
        try:
            table = export_rows(round_, what, versions)
            content = format_rows(table, "jsonl" if as_json else form)
            if out is not None:
                write_export(content, out)
        except CannotRun as error:
            stop(error.problems)
    if out is None:
        click.echo(content, nl=False)
    else:
        click.echo(f"{len(table.rows)} rows written to {out}.", err=True)
