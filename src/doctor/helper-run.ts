import { type ChildEnd, runChild } from '../credential/child.ts'
import { lastLine, shorten, withoutSecrets } from '../credential/foreign-text.ts'
import type { Bench } from './bench.ts'
import { type Presented, presented } from './present.ts'

/** What came of running the helper once, as the client runs it. */
export interface HelperRun {
  readonly end: ChildEnd['how']
  /** Exit code, `null` where it did not exit by itself. */
  readonly code: number | null
  readonly elapsedMs: number
  /** Lines on stdout that are not empty; the client takes exactly one. */
  readonly lines: number
  /** Characters on stdout. */
  readonly characters: number
  /** Last line of stderr, without what looks like a secret; empty when there is none. */
  readonly complaint: string
  /** `null` when it printed no single line. */
  readonly key: Presented | null
}

/** The client's own limit is 600 s; nobody waits that long for a doctor, who is done within ten seconds. */
export const patienceMs = 6_500

/** Runs the helper through the shell, as https://code.claude.com/docs/en/settings says of `apiKeyHelper`. */
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
  const end = await runChild({
    argv,
    verbatim: windows,
    env,
    cwd: world.cwd,
    clock,
    timeoutMs: patienceMs,
    signal,
  })
  const elapsedMs = clock.monotonicMs() - startedMs
  const text = end.how === 'exited' ? new TextDecoder().decode(end.stdout) : ''
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const [line] = lines
  const stderr = 'stderr' in end ? end.stderr : ''
  return {
    end: end.how,
    code: end.how === 'exited' ? end.code : null,
    elapsedMs,
    lines: lines.length,
    characters: text.trim().length,
    complaint: shorten(withoutSecrets(lastLine(stderr), text.trim()), 200),
    key: line === undefined || lines.length > 1 ? null : presented('apiKeyHelper', helper.place, 'both', line),
  }
}
