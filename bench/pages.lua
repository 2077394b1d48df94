-- wrk sends as fast as it can; here each of its connections waits between requests, so that all together send a little less than RATE
-- a second: the answers take time too, and 110 gives about 100.
-- The wait is not part of the measured time. The requests of a measurement are taken from a file, one path a line, in random order.
local rate = tonumber(os.getenv("RATE") or "110")
local connections = tonumber(os.getenv("CONNECTIONS") or "10")
local paths = {}

function init(args)
  math.randomseed(20260711)
  for line in io.lines(os.getenv("PATHS")) do
    if #line > 0 then paths[#paths + 1] = line end
  end
  wrk.headers["Cookie"] = "zhixing=" .. os.getenv("TOKEN")
  wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")
end

function request()
  return wrk.format("GET", paths[math.random(#paths)])
end

function delay()
  local mean = 1000 * connections / rate
  return math.random(math.floor(mean * 0.6), math.floor(mean * 1.4))
end

function done(summary, latency, requests)
  io.write(string.format("%.2f %.2f %.2f %.1f %d\n",
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    summary.requests / (summary.duration / 1e6),
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
