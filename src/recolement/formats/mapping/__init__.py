"""A table with any column names, as a ballot folder, by a small mapping."""

from recolement.formats.mapping.importing import TableSource, import_table
from recolement.formats.mapping.reading import EXAMPLE

__all__ = ["EXAMPLE", "TableSource", "import_table"]
