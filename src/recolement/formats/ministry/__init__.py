"""The ministry of the Interior's result files by polling station, as a ballot folder."""

from recolement.formats.ministry.importing import StationSource, import_ministry
from recolement.formats.ministry.rulebooks import ELECTIONS

__all__ = ["ELECTIONS", "StationSource", "import_ministry"]
