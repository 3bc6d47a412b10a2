"""Write the tables of keys into the reference of scenarios, between its two marks.

With `--check` nothing is written; the exit code is 1 when the page is behind the loader.
"""

import sys

from marked_page import update

from dunnix.scenario.reference import keys_reference

if __name__ == "__main__":
    sys.exit(update("scenario.md", "keys", keys_reference(), sys.argv[1:]))
