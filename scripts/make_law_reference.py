"""Write the tables of law into the reference of legal paths, between its two marks.

With `--check` nothing is written; the exit code is 1 when the page is behind the data.
"""

import sys

from marked_page import update

from dunnix.law.reference import law_reference

if __name__ == "__main__":
    sys.exit(update("legal-paths.md", "law", law_reference() + "\n", sys.argv[1:]))
