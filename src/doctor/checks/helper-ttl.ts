import { sayDuration } from '../../duration.ts'
import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'
import { setTo } from '../fixes/fix-words.ts'
import { defaultTtlMs, helperTtl, meantMs, ttlName } from '../key-helper/helper-ttl.ts'

/** How long the client keeps the helper's key is a number of milliseconds; anything else is read as another number. */
export const helperTtlCheck: Check = {
  id: 'helper-ttl',
  title: 'The helper’s key is kept as long as was meant',
  group: 'helper',
  needs: ['credential-found'],
  run(bench) {
    const rung = [bench.ladder.winner, bench.ladder.beside].find((each) => each?.rung.kind === 'helper')
    if (rung === undefined || rung === null) return doesNotApply('no apiKeyHelper is used')
    const ttl = helperTtl(bench)
    const { ms, place, text, odd, hidden } = ttl
    if (place === null) return ok(`${sayDuration(defaultTtlMs)}, the default`)
    const shown = /^[\w. +-]{1,20}$/.test(text) ? `"${text}"` : 'what it says'
    const warn = (summary: string, instead: number): Complaint => ({
      status: 'warn',
      cause: 'config-file',
      summary,
      evidence: [`${ttlName} of ${place}: ${shown}`],
      fix: setTo(ttlName, place, String(instead)),
    })
    const meant = meantMs(text) ?? defaultTtlMs
    if (odd === 'words' || odd === 'negative')
      return warn(
        `${ttlName} of ${place} is ${shown}, which is no time in milliseconds, so the helper's key is kept for ${sayDuration(defaultTtlMs)}.`,
        defaultTtlMs,
      )
    if (odd === 'unit')
      return warn(
        `${ttlName} of ${place} is ${shown}, which Claude Code reads as ${ms} ms: digits count, and units do not.`,
        meant,
      )
    if (odd === 'always')
      return warn(
        `${ttlName} of ${place} is ${ms} ms, so the helper runs at nearly every request.`,
        ms === 0 ? defaultTtlMs : ms * 1000,
      )
    if (hidden !== null)
      return {
        ...warn(
          `${ttlName} of ${place} (${ms}) counts before the one that the shell exports (${/^[\w.-]{1,20}$/.test(hidden) ? hidden : 'another'}).`,
          ms,
        ),
        fix: `Type: unset ${ttlName}`,
      }
    return ok(sayDuration(Math.max(1000, ms)))
  },
}
