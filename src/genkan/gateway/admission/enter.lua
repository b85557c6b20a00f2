-- Gives places at deployments to the first of the calls that wait in one process, in their order.
--
-- KEYS: four for each deployment: its places (member to the end of its lease), its tokens in flight,
-- its claims (process to the moment since which it waits) and when each claim was repeated last.
-- ARGV: one JSON object. Returns for each call the number of its deployment, or 0.
--
-- Processes take turns: one that waits claims a place; others leave it as much room as there are earlier claims.

local ask = cjson.decode(ARGV[1])
local time = redis.call('TIME')
local microseconds = time[1] * 1000000 + time[2]
local now = math.floor(microseconds / 1000)

local function let_go_what_ended(places, tokens)
  for _, member in ipairs(redis.call('ZRANGEBYSCORE', places, '-inf', now)) do
    redis.call('ZREM', places, member)
    redis.call('DECRBY', tokens, string.match(member, '%d+$'))
  end
end

local function let_go_old_claims(claims, repeated)
  for _, process in ipairs(redis.call('ZRANGEBYSCORE', repeated, '-inf', now - ask.claim)) do
    redis.call('ZREM', claims, process)
    redis.call('ZREM', repeated, process)
  end
end

local function claims_before(claims)
  local own = redis.call('ZSCORE', claims, ask.process)
  if own then
    return redis.call('ZCOUNT', claims, '-inf', '(' .. own)
  end
  return redis.call('ZCARD', claims)
end

local function others(claims)
  local own = redis.call('ZSCORE', claims, ask.process)
  return redis.call('ZCARD', claims) - (own and 1 or 0)
end

local lanes = {}
for number, limits in ipairs(ask.lanes) do
  local at = 4 * (number - 1)
  local lane = {
    places = KEYS[at + 1], tokens_key = KEYS[at + 2], claims = KEYS[at + 3], repeated = KEYS[at + 4],
    limit = limits[1], token_limit = limits[2], most = limits[3], given = 0,
  }
  let_go_what_ended(lane.places, lane.tokens_key)
  let_go_old_claims(lane.claims, lane.repeated)
  lane.count = redis.call('ZCARD', lane.places)
  lane.tokens = tonumber(redis.call('GET', lane.tokens_key) or '0')
  lane.ahead = claims_before(lane.claims)
  lanes[number] = lane
end

local function has_room(lane, tokens)
  if lane.given >= lane.most or lane.count + lane.ahead >= lane.limit then
    return false
  end
  if lane.token_limit < 0 then
    return true
  end
  return lane.ahead == 0 and (lane.count == 0 or lane.tokens + tokens <= lane.token_limit)
end

local function emptiest(tokens)
  local best = 0
  for number, lane in ipairs(lanes) do
    if has_room(lane, tokens) and (best == 0 or lane.count < lanes[best].count) then
      best = number
    end
  end
  return best
end

local function give(lane, member, tokens)
  redis.call('ZADD', lane.places, now + ask.lease, member)
  redis.call('INCRBY', lane.tokens_key, tokens)
  redis.call('PEXPIRE', lane.places, 2 * ask.lease)
  redis.call('PEXPIRE', lane.tokens_key, 2 * ask.lease)
  lane.count = lane.count + 1
  lane.tokens = lane.tokens + tokens
  lane.given = lane.given + 1
  lane.ahead = others(lane.claims)
end

local answer = {}
local blocked = false
for position, call in ipairs(ask.calls) do
  local best = blocked and 0 or emptiest(call[2])
  if best > 0 then
    give(lanes[best], call[1], call[2])
  else
    blocked = true
  end
  answer[position] = best
end

local waits = blocked or ask.more
for _, lane in ipairs(lanes) do
  if waits then
    if lane.given > 0 then
      redis.call('ZADD', lane.claims, microseconds, ask.process)
    else
      redis.call('ZADD', lane.claims, 'NX', microseconds, ask.process)
    end
    redis.call('ZADD', lane.repeated, now, ask.process)
    redis.call('PEXPIRE', lane.claims, 2 * ask.claim)
    redis.call('PEXPIRE', lane.repeated, 2 * ask.claim)
  else
    redis.call('ZREM', lane.claims, ask.process)
    redis.call('ZREM', lane.repeated, ask.process)
  end
end

return answer
