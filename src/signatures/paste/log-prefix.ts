const time = /\d\d:\d\d:\d\d(?:[.,]\d{1,9})?/.source
const zone = /(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?/.source

/** What logs put before what was said, each at the beginning of a line. Linear: every repetition is bounded. */
const prefixes: readonly RegExp[] = [
  // Docker compose, foreman, pm2: the service, then a bar.
  /^ ?(?:\d{1,4}\|)?[\w.@/-]{1,64} {1,2}\| ?/,
  // ISO 8601 and what is close to it.
  new RegExp(`^ ?[[(]?\\d{4}[-/]\\d\\d[-/]\\d\\d[T ]${time}${zone}[\\])]?[ :]?`),
  new RegExp(`^ ?[[(]?\\d{1,2}[-/](?:\\d\\d|[A-Z][a-z]{2})[-/]\\d{2,4}[ :T,]{1,2}${time}${zone}[\\])]? ?`),
  // A time alone.
  new RegExp(`^ ?[[(]?${time}${zone}[\\])]? ?`),
  // syslog and journald: date, host, unit with its process.
  new RegExp(
    `^ ?(?:<\\d{1,3}>)?(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} {1,2}\\d{1,2} ${time}(?: [\\w.-]{1,64} [\\w./@-]{1,64}(?:\\[\\d{1,9}\\])?:)? ?`,
  ),
  // Go's klog.
  new RegExp(`^ ?[IWEF]\\d{4} ${time} {1,8}\\d{1,9} [\\w.-]{1,64}:\\d{1,6}\\] ?`),
  // Kubernetes' own, and lines of CI systems.
  /^ ?(?:stdout|stderr) [FP] /,
  /^ ?(?:##\[(?:error|warning|debug|group)\]|::(?:error|warning|notice)(?: [^:]{0,200})?::)/,
  // Seconds since 1970, or since the start.
  /^ ?\[? {0,8}\d{1,10}\.\d{3,9}\] ?/,
  // Quoted mail and issue threads.
  /^ ?(?:> ?){1,4}/,
]

/** What loggers write behind the time: a level, a process, a thread, their name. Never a word in which a message may begin. */
const trimmings: readonly RegExp[] = [
  /^ ?- [\w.-]{1,60} - (?:DEBUG|INFO|WARNING|ERROR|CRITICAL) - /,
  /^ ?[[(<](?:trace|debug|info|notice|warn|warning|error|err|fatal|critical|severe)[\])>][ :|-]{0,3}/i,
  /^ ?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|FATAL|CRITICAL|SEVERE)(?=[ :|-])[ :|-]{0,3}/,
  /^ ?(?:\[[\w ./:@$#-]{1,60}\]|\(\w{1,20}:\d{1,9}\)|[\w$]{1,40}(?:\.[\w$]{1,40}){1,6} -|- -) ?(?:[-:] )?/,
]

/**
 * How many characters of a line come from a logger and not from whoever spoke; 0 where it begins without a time or a
 * container's name, since then a word in brackets may belong to the message.
 */
export function prefixLength(line: string): number {
  if (line === '') return 0
  const head = line.slice(0, 400)
  let at = 0
  for (let round = 0; round < 4; round++) {
    const rest = head.slice(at)
    const found = prefixes.map((prefix) => prefix.exec(rest)?.[0].length ?? 0).find((length) => length > 0)
    if (found === undefined) break
    at += found
  }
  if (at === 0) return 0
  for (let round = 0; round < 3; round++) {
    const rest = head.slice(at)
    const found = trimmings.map((trimming) => trimming.exec(rest)?.[0].length ?? 0).find((length) => length > 0)
    if (found === undefined) break
    at += found
  }
  return Math.min(at, line.length)
}
