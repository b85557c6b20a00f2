-- Spends of an allowance that fills up with time. KEYS: when it is full again, in milliseconds; ARGV: what is spent and how
-- much it holds, in milliseconds of filling. Gives how long to wait, 0 where it was spent.

local seconds, microseconds = unpack(redis.call('TIME'))
local now = seconds * 1000 + math.floor(microseconds / 1000)
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now) + tonumber(ARGV[1])
local over = full - now - tonumber(ARGV[2])
if over > 0 then
  return over
end
redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', full - now + 1)
return 0
