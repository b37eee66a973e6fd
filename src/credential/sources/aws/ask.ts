import { WarmkeyError } from '../../../errors.ts'
import { runtimeEnv } from '../../../launch-env.ts'
import { runChild } from '../../child.ts'
import { lastLine, withoutSecrets } from '../../foreign-text.ts'
import { decodeText } from '../../key-text.ts'
import type { SourceDeps } from '../source.ts'
import { type AwsAnswer, type AwsRequest, askAwsWord, requestVariable } from './answer.ts'

/** A credential_process may wait for a browser; this is where Claude Code gives its own chain up. */
const usualTimeoutMs = 60_000

const root = import.meta.dir.replace(/[/\\]src[/\\]credential[/\\]sources[/\\]aws$/, '')

/** Our own program, closed against the directory it runs in as bin/warmkey does it, with nothing to do but what `word` says. */
export const ownProgram = (word: string): [string, ...string[]] => [
  process.execPath,
  '--no-install',
  '--no-env-file',
  `--config=${root}/bin/bunfig.toml`,
  `--tsconfig-override=${root}/bin/tsconfig.json`,
  `${root}/src/main.ts`,
  word,
]

/**
 * Asks AWS in a process of its own. The SDK reads the environment of its process and keeps files, tokens and failures in
 * memory; a new process has exactly the environment of whoever asks, remembers nothing, ends with everything that it has
 * started, and costs those nothing who do not use AWS.
 */
export async function askAws(
  request: AwsRequest,
  deps: SourceDeps,
  signal: AbortSignal,
  timeoutMs = usualTimeoutMs,
): Promise<AwsAnswer> {
  const { clock, home } = deps
  const env = { ...environment(deps), [requestVariable]: JSON.stringify(request) }
  const end = await runChild({ argv: ownProgram(askAwsWord), env, cwd: home, clock, timeoutMs, signal })
  signal.throwIfAborted()
  if (end.how === 'exited' && end.code === 0) {
    const answer = parseAnswer(decodeText(end.stdout))
    if (answer !== null) return answer
  }
  if (end.how === 'too-long') {
    const waiting = /^waiting for (.{1,200})$/.exec(lastLine(end.stderr))?.[1]
    const of = waiting === undefined ? 'AWS' : withoutSecrets(waiting)
    throw new WarmkeyError(
      'source-timeout',
      `${of.charAt(0).toUpperCase()}${of.slice(1)} was not had within ${Math.round(timeoutMs / 1_000)} s.`,
      {
        remedy: 'Check the network; a credential_process shows in a terminal what it waits for.',
      },
    )
  }
  if (end.how === 'too-much')
    throw new WarmkeyError('source-malformed', 'What AWS keeps there is more than 64 KiB, which is no key.', {
      remedy: 'Name one that holds the key alone.',
    })
  const said = 'stderr' in end ? lastLine(withoutSecrets(end.stderr)) : ''
  throw new WarmkeyError(
    'source-failed',
    `The process that asks AWS ended without an answer${said === '' ? '' : `: "${said}"`}.`,
    { remedy: 'Ask again; if it stays, report what it printed.' },
  )
}

function environment({ env, home }: SourceDeps): Record<string, string> {
  const all = {
    ...runtimeEnv(env),
    HOME: home,
    // The variable of all other SDKs; that for JavaScript knows only the one of its runtime.
    NODE_EXTRA_CA_CERTS: env.NODE_EXTRA_CA_CERTS || env.AWS_CA_BUNDLE,
    BUN_RUNTIME_TRANSPILER_CACHE_PATH: `${root}/node_modules/.cache/bun`,
    BUN_ENABLE_CRASH_REPORTING: '0',
  }
  return Object.fromEntries(Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined))
}

function parseAnswer(text: string): AwsAnswer | null {
  try {
    // Our own process has written it.
    const answer: AwsAnswer = JSON.parse(text)
    return typeof answer === 'object' && answer !== null && Array.isArray(answer.files) ? answer : null
  } catch {
    return null
  }
}
