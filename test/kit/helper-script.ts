import type { Scratch } from './scratch.ts'

/** A key command of a test: a real shell script that says how often it ran. */
export interface HelperScript {
  readonly path: string
  /** How often it was run. */
  calls(): number
}

const counted = (scratch: Scratch, name: string, body: string): HelperScript => ({
  path: scratch.write(`${name}.sh`, `#!/bin/sh\necho run >> '${scratch.path(`${name}.runs`)}'\n${body}\n`, 0o700),
  calls: () => scratch.read(`${name}.runs`).split('\n').filter(Boolean).length,
})

/** The n-th key of {@link mintingHelper}. */
export const mintedKey = (n: number): string => `fake-key-${n}-0123456789abcdef`

/** Gives a new key at each call: {@link mintedKey} of 1, 2, 3 … */
export function mintingHelper(scratch: Scratch): HelperScript {
  const runs = scratch.path('mint.runs')
  return counted(scratch, 'mint', `n=$(wc -l < '${runs}' | tr -d ' ')\nprintf 'fake-key-%s-0123456789abcdef\\n' "$n"`)
}

/** Gives what the file `name` holds at the moment. */
export const readingHelper = (scratch: Scratch, name: string): HelperScript =>
  counted(scratch, 'read', `cat '${scratch.path(name)}'`)

/** Runs a piece of shell. */
export const shellHelper = (scratch: Scratch, body: string): HelperScript => counted(scratch, 'shell', body)
