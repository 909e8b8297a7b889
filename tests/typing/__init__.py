"""Programs as users write them, read by mypy and pyright (strict, see pyproject) and never run.

`assert_type` says what an editor must know of each result; `rejected` holds what must not pass.
"""
