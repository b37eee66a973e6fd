import { test } from 'bun:test'
import { appendFileSync } from 'node:fs'
import { opencodeFile, opencodeVersion } from '../../scripts/opencode.mjs'

/** The opencode binary, or `null` when it is not on this machine. */
export const opencodeBinary = (): string | null => opencodeFile()

/** `test`, or `test.skip` where opencode is not here; what is missing is noted, so that `npm test` can say so. */
export function needsOpencode(): typeof test {
  if (opencodeFile() !== null) return test
  const report = process.env.WARMKEY_TEST_REPORT
  if (report) appendFileSync(report, `${JSON.stringify({ part: `opencode-${opencodeVersion}`, file: Bun.main })}\n`)
  return test.skip as typeof test
}
