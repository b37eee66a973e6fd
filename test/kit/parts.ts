import { test } from 'bun:test'
import { appendFileSync } from 'node:fs'
import { findPart } from '../../scripts/parts.mjs'

/**
 * `test`, or `test.skip` when one of these parts of the system is not on this machine: `needs('tmux')('draws…', …)`.
 * What is missing is noted, so that `npm test` can say what could not run and why. The names are in scripts/parts.mjs.
 */
export function needs(...names: readonly string[]): typeof test {
  return test.skipIf(missing(...names)) as typeof test
}

/** The same for the Claude Code of this version. */
export function needsClaude(version: string): typeof test {
  return needs(`claude-${version}`)
}

/** Whether one of these parts is not here; notes it. For `describe.skipIf(missing('tmux'))`. */
export function missing(...names: readonly string[]): boolean {
  const gone = names.filter((name) => findPart(name) === null)
  const report = process.env.WARMKEY_TEST_REPORT
  if (report) for (const part of gone) appendFileSync(report, `${JSON.stringify({ part, file: Bun.main })}\n`)
  return gone.length > 0
}
