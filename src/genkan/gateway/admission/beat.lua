-- Prolongs the leases of places, also of those that this server lost in a restart.
-- KEYS: places and tokens in flight of each deployment; ARGV: one JSON object.

local held = cjson.decode(ARGV[1])
local time = redis.call('TIME')
local ends = math.floor((time[1] * 1000000 + time[2]) / 1000) + held.lease
for number, members in ipairs(held.members) do
  for _, member in ipairs(members) do
    if redis.call('ZADD', KEYS[2 * number - 1], ends, member) == 1 then
      redis.call('INCRBY', KEYS[2 * number], string.match(member, '%d+$'))
    end
  end
  redis.call('PEXPIRE', KEYS[2 * number - 1], 2 * held.lease)
  redis.call('PEXPIRE', KEYS[2 * number], 2 * held.lease)
end
