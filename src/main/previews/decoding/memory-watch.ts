/** Runs beside a decoder, which may be busy for seconds, and ends the process when it holds too much memory. */
const MOST_BYTES = 1_500_000_000
const EVERY_MS = 50

setInterval(() => {
  if (process.memoryUsage.rss() > MOST_BYTES) process.kill(process.pid, 'SIGKILL')
}, EVERY_MS)
