"""The command line; it alone imports click and rich."""

from coalition_kg.cli.app import main

__all__ = ["main"]
