import { type ChildEnd, runChild } from '../../credential/child.ts'
import { lastLine, shorten, withoutSecrets } from '../../credential/foreign-text.ts'
import type { Bench } from '../bench.ts'
import { type Presented, presented } from '../present.ts'
import { type Waiting, waitingFor } from './helper-waits.ts'

/** What came of running the helper once, as the client runs it. */
export interface HelperRun {
  readonly end: ChildEnd['how']
  /** The signal that ended it; `null` for none. */
  readonly signal: string | null
  /** What it was waiting for when nobody waited for it any longer. */
  readonly waits: Waiting | null
  /** Exit code, `null` where it did not exit by itself. */
  readonly code: number | null
  readonly elapsedMs: number
  /** Lines on stdout that are not empty; the client takes exactly one. */
  readonly lines: number
  /** Which end of several lines the key is, as the command that leaves it alone; `null` where that is not clear. */
  readonly keyLine: 'head' | 'tail' | null
  /** Characters on stdout. */
  readonly characters: number
  /** The end of stderr, without what looks like a secret. */
  readonly stderr: string
  /** Last line of stderr, without what looks like a secret; empty when there is none. */
  readonly complaint: string
  /** `null` when it printed no single line. */
  readonly key: Presented | null
}

/** How long one that was not done in time may clean up. */
const graceMs = 400

/** Whoever reads an input this long after the start reads one that never comes. */
const readingMs = 2_000

/**
 * Runs the helper through the shell, as https://code.claude.com/docs/en/settings says of `apiKeyHelper`. It gets all the time
 * that the doctor has left; the client's own limit is 600 s.
 */
export async function runHelper(
  bench: Bench,
  helper: { readonly command: string; readonly place: string },
  signal: AbortSignal,
): Promise<HelperRun> {
  const { world, clock } = bench
  const windows = world.platform === 'win32'
  const argv: [string, ...string[]] = windows
    ? [world.env.ComSpec ?? 'cmd.exe', '/d', '/s', '/c', `"${helper.command}"`]
    : ['/bin/sh', '-c', helper.command]
  const env = Object.fromEntries(
    Object.entries(bench.clientEnv).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
  const startedMs = clock.monotonicMs()
  let waits: Waiting | null = null
  const stop = new AbortController()
  const callOffs: (() => void)[] = []
  const end = await runChild({
    stdin: 'open',
    onStart: (group) =>
      void callOffs.push(
        clock.after(readingMs, () => {
          waits = waitingFor(group)
          if (waits !== null) stop.abort()
        }),
      ),
    argv,
    verbatim: windows,
    env,
    cwd: world.cwd,
    clock,
    timeoutMs: bench.leftMs(),
    graceMs,
    signal: AbortSignal.any([signal, stop.signal]),
  })
  for (const callOff of callOffs) callOff()
  const elapsedMs = clock.monotonicMs() - startedMs
  const text = end.how === 'exited' ? new TextDecoder().decode(end.stdout) : ''
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const [line] = lines
  const stderr = 'stderr' in end ? end.stderr : ''
  return {
    end: end.how,
    signal: end.how === 'killed' ? end.signal : null,
    waits,
    stderr: withoutSecrets(stderr, text.trim()).slice(-2000),
    code: end.how === 'exited' ? end.code : null,
    elapsedMs,
    lines: lines.length,
    keyLine: keyLineOf(lines),
    characters: text.trim().length,
    complaint: shorten(withoutSecrets(lastLine(stderr), text.trim()), 200),
    key: line === undefined || lines.length > 1 ? null : presented('apiKeyHelper', helper.place, 'both', line),
  }
}

/** A key has no blanks and is long; a greeting has them or is short. */
function keyLineOf(lines: readonly string[]): 'head' | 'tail' | null {
  const likely = lines.flatMap((line, index) => (/^\S{20,}$/.test(line.trim()) ? [index] : []))
  if (likely.length !== 1 || lines.length < 2) return null
  return likely[0] === 0 ? 'head' : likely[0] === lines.length - 1 ? 'tail' : null
}
