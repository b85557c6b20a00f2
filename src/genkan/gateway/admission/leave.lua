-- Takes places back. KEYS: places and tokens in flight of each deployment; ARGV: one JSON object of their members.

local left = cjson.decode(ARGV[1])
for number, members in ipairs(left.members) do
  for _, member in ipairs(members) do
    if redis.call('ZREM', KEYS[2 * number - 1], member) == 1 then
      redis.call('DECRBY', KEYS[2 * number], string.match(member, '%d+$'))
    end
  end
end
