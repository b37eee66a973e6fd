import { type ChildEnd, runChild } from '../../../credential/child.ts'
import { lastLine, shorten, withoutSecrets } from '../../../credential/foreign-text.ts'
import type { Cause } from '../../../signatures/signature.ts'
import type { Bench } from '../../bench.ts'
import { asObject, objectIn } from '../../files/json-object.ts'
import { setTo } from '../../fixes/fix-words.ts'
import { type AwsWay, refreshBy } from './aws-way.ts'

/** What came of running awsCredentialExport as Claude Code does. */
export interface ExportRun {
  readonly place: string
  /** What is wrong with it, to be read after "awsCredentialExport of …"; `null` for a session that can be used. */
  readonly fault: { readonly cause: Cause; readonly fact: string; readonly fix: string } | null
  /** Milliseconds since the epoch, by its own word. */
  readonly expiresAtMs: number | null
  /** The session as variables of the environment, where it is whole. */
  readonly env: Readonly<Record<string, string>> | null
}

/** Of the command, milliseconds: the client waits longer, but nobody waits that long for a doctor. */
const patienceMs = 5_000

/**
 * Runs it through the shell. What is taken was measured with 2.1.330: exit code 0 and JSON alone on stdout, either
 * `{"Credentials": {…}}` or the form of a credential process, with a session token; an end that is past is not looked at.
 * https://code.claude.com/docs/en/amazon-bedrock
 */
export async function runExport(bench: Bench, way: AwsWay, signal: AbortSignal): Promise<ExportRun | null> {
  if (way.exported === null) return null
  const { command, place } = way.exported
  const { world, clock } = bench
  const windows = world.platform === 'win32'
  const end = await runChild({
    argv: windows ? [world.env.ComSpec ?? 'cmd.exe', '/d', '/s', '/c', `"${command}"`] : ['/bin/sh', '-c', command],
    verbatim: windows,
    env: Object.fromEntries(
      Object.entries(way.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
    cwd: world.cwd,
    clock,
    timeoutMs: patienceMs,
    signal,
  })
  const bad = (cause: Cause, fact: string, fix: string): ExportRun => ({
    place,
    fault: { cause, fact, fix },
    expiresAtMs: null,
    env: null,
  })
  const stdout = end.how === 'exited' ? new TextDecoder().decode(end.stdout).trim() : ''
  const byHand = 'Run the command of awsCredentialExport in a terminal, and mend what it says there.'
  if (end.how !== 'exited' || end.code !== 0 || stdout === '') return bad('helper-failure', endedHow(end), byHand)
  const found = fieldsIn(stdout)
  if (found === null)
    return bad(
      'helper-failure',
      'prints what is no JSON',
      'Have it print nothing but JSON on stdout, and send every other word to stderr (>&2).',
    )
  const { AccessKeyId: id, SecretAccessKey: secret, SessionToken: token, Expiration: expiration } = found
  if (typeof id !== 'string' || id === '' || typeof secret !== 'string' || secret === '')
    return bad(
      'helper-failure',
      'prints JSON without AccessKeyId and SecretAccessKey',
      setTo('awsCredentialExport', place, 'aws configure export-credentials --format process'),
    )
  if (typeof token !== 'string' || token === '')
    return bad(
      'helper-failure',
      'prints lasting keys without a SessionToken, which Claude Code does not take',
      setTo('awsCredentialExport', place, 'aws sts get-session-token --output json'),
    )
  const atMs = typeof expiration === 'string' ? Date.parse(expiration) : Number.NaN
  const env = { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token }
  const whole: ExportRun = { place, fault: null, expiresAtMs: Number.isNaN(atMs) ? null : atMs, env }
  if (Number.isNaN(atMs) || atMs > clock.nowMs()) return whole
  const past = new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')
  return {
    ...whole,
    fault: {
      cause: 'expired',
      fact: `prints a session that ended ${past}`,
      fix: way.refresh === null ? byHand : refreshBy(way.refresh),
    },
  }
}

function endedHow(end: ChildEnd): string {
  const said = 'stderr' in end ? shorten(withoutSecrets(lastLine(end.stderr)), 160) : ''
  const saying = said === '' ? '' : `: ${said.replace(/[.\s]+$/, '')}`
  switch (end.how) {
    case 'exited':
      return end.code === 0 ? `prints nothing${saying}` : `ends with exit code ${end.code}${saying}`
    case 'too-long':
      return `gives nothing within ${patienceMs / 1_000} s${saying}`
    case 'too-much':
      return 'prints more than 64 KiB'
    case 'not-started':
      return `cannot be started (${end.code})`
    default:
      return `was ended${saying}`
  }
}

/** Its fields, which stand under `Credentials` or at the top. */
function fieldsIn(text: string): Readonly<Record<string, unknown>> | null {
  const printed = objectIn(text)
  return asObject(printed?.Credentials) ?? printed
}
