"""``coalition verify``."""

from pathlib import Path

import click

from coalition_kg.cli.options import FOLDER, data_option, snapshot_of
from coalition_kg.errors import ArticleError
from coalition_kg.verify import check

DISPROVED = 1


@click.command()
@click.option("--articles", type=FOLDER, help="Folder of the original articles, to compare with them too.")
@data_option
def verify(articles: Path | None, data: Path | None) -> None:
    """Prove every quote, offset, name, checksum and conclusion again; exit with 1 where one is wrong.

    \b
    Example:
      coalition verify --articles my-articles
    """
    if articles is not None and not articles.is_dir():
        raise ArticleError(f"{articles}: no such folder; give the one that the snapshot was built from")
    report = check(snapshot_of(data), articles)
    for problem in report.problems:
        click.echo(str(problem))
    if report.problems:
        click.echo(f"{len(report.problems)} problem{'s' * (len(report.problems) > 1)}", err=True)
        raise SystemExit(DISPROVED)
    for kind, count in report.proved.items():
        click.echo(f"{kind:<10} {count:>8} proved")
