"""`python -m ailib`: the same as the command `ailib`."""

from __future__ import annotations

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
