"""The whole graph in standard formats, the same bytes for the same snapshot."""

from coalition_kg.export.write import FORMATS, export, export_file

__all__ = ["FORMATS", "export", "export_file"]
