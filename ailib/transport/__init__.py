"""The ports (`base`) and what stands behind them: `blocking`, `aio`, and `memory` for tests."""
