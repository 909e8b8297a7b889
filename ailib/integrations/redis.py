"""Rate limits that several processes share, counted in a Redis (or Valkey) server. Needs `pip install ailib[redis]`.

    shared = RedisLimit("redis://localhost:6379/0")
    Client("openai/gpt-4o", rate_limit=RateLimit(rpm=500, tpm=200_000, shared=shared))

Every process counts for itself as well; without the server each goes on alone, and that is logged once. It can be
pickled when it was made of an address.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..limits import Allowance

__all__ = ["RedisLimit"]

# One step for all allowances of a request: either each of them is taken, or none. The clock is that of the server.
# For each key: amount, most in a minute (0: no matter), rate per second (0: no bucket), capacity.
# A hash holds the bucket ("l" level, "t" time) and what was taken in each second of the last minute. That counts until
# it is a minute old, wherever in that second it was taken, and had it taken another second to arrive.
_SCRIPT = """
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local second = math.floor(now)
local wait = 0
local levels = {}
for i, key in ipairs(KEYS) do
  local amount = tonumber(ARGV[i * 4 - 3])
  local most = tonumber(ARGV[i * 4 - 2])
  local rate = tonumber(ARGV[i * 4 - 1])
  local capacity = tonumber(ARGV[i * 4])
  if rate > 0 then
    local level = tonumber(redis.call('HGET', key, 'l') or capacity)
    local at = tonumber(redis.call('HGET', key, 't') or now)
    level = math.min(capacity, level + math.max(0, now - at) * rate)
    levels[i] = level
    if level < amount then wait = math.max(wait, (amount - level) / rate) end
  end
  if most > 0 then
    local used = 0
    local cells = {}
    local all = redis.call('HGETALL', key)
    for j = 1, #all, 2 do
      local cell = tonumber(all[j])
      if cell then
        if cell + 62 <= now then
          redis.call('HDEL', key, all[j])
        else
          used = used + tonumber(all[j + 1])
          cells[#cells + 1] = {cell, tonumber(all[j + 1])}
        end
      end
    end
    local lacking = used + amount - most
    if lacking > 0 then
      table.sort(cells, function(a, b) return a[1] < b[1] end)
      local moment = now + 1
      for _, cell in ipairs(cells) do
        lacking = lacking - cell[2]
        moment = cell[1] + 62
        if lacking <= 0 then break end
      end
      wait = math.max(wait, moment - now)
    end
  end
end
if wait > 0 then return tostring(wait) end
for i, key in ipairs(KEYS) do
  local amount = tonumber(ARGV[i * 4 - 3])
  if levels[i] then redis.call('HSET', key, 'l', tostring(levels[i] - amount), 't', string.format('%.6f', now)) end
  if tonumber(ARGV[i * 4 - 2]) > 0 then redis.call('HINCRBYFLOAT', key, tostring(second), amount) end
  redis.call('EXPIRE', key, 3600)
end
return '0'
"""

_NO_LIMIT = 1e15


class RedisLimit:
    """A `SharedLimit` in Redis.

    Args:
        server: An address ("redis://host:6379/0", "rediss://..." with TLS), or a `redis.Redis` of yours.
        prefix: Start of the names of its keys. They hold a fingerprint, never an API key. Processes that count together
            have the same one; with a function or a credentials object in place of a key, all at one address do.

    Raises:
        ConfigurationError: The `redis` library is not there.
    """

    __slots__ = ("_address", "_prefix", "_server", "_take")

    def __init__(self, server: str | Any, prefix: str = "ailib:limit") -> None:
        self._address = server if isinstance(server, str) else None
        if isinstance(server, str):
            try:
                library: Any = import_module("redis")
            except ImportError as error:
                raise ConfigurationError(
                    "Shared rate limits need the redis library", hint="pip install ailib[redis]"
                ) from error
            self._server: Any = library.Redis.from_url(server, socket_timeout=2.0, socket_connect_timeout=2.0)
        else:
            self._server = server
        self._prefix = prefix
        self._take: Any = self._server.register_script(_SCRIPT)

    def take(self, name: str, amounts: Mapping[str, Allowance]) -> float:
        """See `SharedLimit.take`."""
        # The braces keep the keys of one name on one server of a cluster.
        keys = [f"{self._prefix}:{{{name}}}:{unit}" for unit in amounts]
        told = self._take(keys=keys, args=[number for allowance in amounts.values() for number in allowance])
        return float(told)

    def settle(self, name: str, amounts: Mapping[str, float]) -> None:
        """Count so much more (or less) than was taken; see `SharedLimit`."""
        self.take(name, {unit: (amount, _NO_LIMIT, 0.0, 0.0) for unit, amount in amounts.items()})

    def close(self) -> None:
        """Close the connections."""
        self._server.close()

    def __reduce__(self) -> Any:
        # For the workers of a cluster: each makes connections of its own.
        if self._address is None:
            raise ConfigurationError(
                "A RedisLimit over a client of yours stays in its process",
                hint="Make it of an address: RedisLimit('redis://host:6379/0')",
            )
        return RedisLimit, (self._address, self._prefix)

    def __repr__(self) -> str:
        return "<RedisLimit>"  # the address may hold a password
