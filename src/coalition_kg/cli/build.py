"""``coalition build``."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from coalition_kg.cli.options import (
    FOLDER,
    Progress,
    confidence_option,
    quiet_option,
    shipped_articles,
    skip_option,
    tell_left_out,
)
from coalition_kg.identify import DEFAULT_BASE
from coalition_kg.model import Article
from coalition_kg.source import article_paths, read_articles
from coalition_kg.store import build as build_snapshot
from coalition_kg.store import home
from coalition_kg.store.manifest import Manifest, read_manifest

STEP = 100


@click.command()
@click.option("--articles", type=FOLDER, help="Folder of articles NAME.txt  [default: the shipped ones]")
@click.option(
    "--out", type=FOLDER, help="Home to write to  [default: COALITION_HOME, else the user's data folder]"
)
@click.option("--base-iri", default=DEFAULT_BASE, show_default=True, help="Where the graph's own IRIs start.")
@confidence_option
@skip_option
@quiet_option
def build(
    articles: Path | None, out: Path | None, base_iri: str, min_confidence: float, skip_unreadable: bool,
    quiet: bool,
) -> None:  # fmt: skip
    """Read articles and write the graph as a new snapshot, whole or not at all.

    \b
    Example:
      coalition build --articles my-articles --out my-graph
    """
    progress = Progress(quiet)
    paths = article_paths(articles or shipped_articles())
    progress.say(f"building from {len(paths)} articles")
    read = read_articles(paths, progress.skip if skip_unreadable else None)
    told = _told(read, progress)
    folder = build_snapshot(told, out or home(), base_iri, min_confidence=min_confidence)
    manifest = read_manifest(folder)
    progress.tell_skipped()
    tell_left_out(min_confidence, manifest.left_out.facts, manifest.left_out.unmeasured)
    click.echo(f"snapshot {folder}")
    click.echo(summary(manifest))


def _told(articles: Iterable[Article], progress: Progress) -> Iterator[Article]:
    for number, article in enumerate(articles, start=1):
        yield article
        if number % STEP == 0:
            progress.say(f"{number} articles read")


def summary(manifest: Manifest) -> str:
    """Return in one line how much a snapshot holds."""
    counts = manifest.counts
    facts = sum(counts.facts.values())
    held = (
        f"{counts.articles} articles, {counts.sentences} sentences, {facts} facts, {counts.quads} quads "
        f"({counts.asserted} asserted, {counts.derived} derived)"
    )
    left_out = manifest.left_out
    if left_out.min_confidence <= 0:
        return held
    return f"{held}; {left_out.facts} facts below confidence {left_out.min_confidence} are left out"
