"""`python -m dunnix.cli` is the command line as well."""

import sys

from dunnix.cli.app import main

if __name__ == "__main__":
    sys.exit(main())
