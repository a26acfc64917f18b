"""CSV: tables with CSVW metadata and a data dictionary, and one thing's statements."""

from kg.export.csv.statements import statements_csv
from kg.export.csv.writing import write

__all__ = ["statements_csv", "write"]
