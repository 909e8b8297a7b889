"""`python -m ailib.testing --port 8080`: the embedded provider as a process of its own."""

from __future__ import annotations

import sys

from .embedded import main

if __name__ == "__main__":
    sys.exit(main())
