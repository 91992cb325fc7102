-- Asks the lines of a file one after the other, and prints what wrk measured as one line of JSON.
local lines, next_line, headers = {}, 0, {}

function init(arguments)
  for line in io.lines(arguments[1]) do lines[#lines + 1] = line end
  headers["Accept"] = arguments[2]
  if arguments[3] then headers["If-None-Match"] = arguments[3] end
end

function request()
  next_line = next_line % #lines + 1
  return wrk.format("GET", lines[next_line], headers)
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format(
    '{"requests": %d, "seconds": %f, "bytes": %d, "failed": %d, "p50": %f, "p99": %f}\n',
    summary.requests, summary.duration / 1e6, summary.bytes, failed,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
