import { createHash, randomBytes } from 'node:crypto'
import { type Emulator, type SeenRequest, startEmulator } from '../../../emulator/emulator.ts'
import { parseDurationMs, sayDuration } from '../../duration.ts'
import { WarmkeyError } from '../../errors.ts'
import type { WarmkeyContext } from '../context.ts'
import { typed } from '../demo/launcher.ts'
import type { Case } from '../report/case.ts'
import { readCase } from './case-file.ts'
import { counted, emptyTally, requestLine, summaryLines } from './lines.ts'
import { parseScript, wordingNamed } from './scripts.ts'

export interface EmulateFlags {
  readonly port?: string
  readonly accept?: readonly string[]
  readonly life?: string
  readonly wording?: readonly string[]
  readonly script?: readonly string[]
  readonly case?: string
  readonly json: boolean
}

/** Serves until it is ended; one line for each request, and at the end what came of them. */
export async function emulate(this: WarmkeyContext, flags: EmulateFlags): Promise<void> {
  const { clock, cwd, env } = this
  const { stdout } = this.process
  const port = portOf(flags.port)
  const lifeMs = lifeOf(flags.life)
  const keys = (flags.accept ?? [`sk-emulated-${randomBytes(12).toString('hex')}`]).map(checkedKey)
  const wordings = (flags.wording ?? []).map(wordingNamed)
  const scripts = (flags.script ?? []).map(parseScript)
  const replayed = flags.case === undefined ? null : await readCase(flags.case, cwd)
  const end = this.onEnd()

  let tally = emptyTally
  const write = (line: string) => stdout.write(`${line}\n`)
  const say = (event: object) => write(JSON.stringify(event))
  const width = stdout.isTTY ? Math.max(60, stdout.columns) : 500
  const onOver = (seen: SeenRequest) => {
    tally = counted(tally, seen)
    if (flags.json) say(requestEvent(seen))
    else write(requestLine(seen, width))
  }
  const emulator = await start(port, clock, onOver)
  try {
    for (const key of keys) emulator.accept(key, { lifeMs })
    for (const { kind, id } of wordings) emulator.wording(kind, id)
    for (const { answer, times } of scripts) emulator.script(answer, times)
    if (replayed !== null) {
      const { status, headers, body, path: failed } = replayed
      const isMeant = ({ method, path }: { method: string; path: string }) => method === 'POST' || path === failed
      emulator.script({ kind: 'response', status, headers, body }, Infinity, isMeant)
    }
    if (flags.json) {
      const accepted = keys.map((key) => ({ key, fingerprint: fingerprint(key), lifeMs }))
      say({ version: 1, type: 'listening', url: emulator.url, keys: accepted })
    } else {
      for (const line of greeting(emulator.url, keys, lifeMs, typed(cwd, env.PATH))) write(line)
      if (replayed !== null) for (const line of caseLines(replayed)) write(line)
    }
    await ended(end)
    if (flags.json) say({ type: 'summary', ...tally })
    else for (const line of ['', ...summaryLines(tally)]) write(line)
  } finally {
    await emulator.close()
  }
}

async function start(
  port: number,
  clock: WarmkeyContext['clock'],
  onOver: (seen: SeenRequest) => void,
): Promise<Emulator> {
  try {
    return await startEmulator({ port, clock, onOver })
  } catch (cause) {
    throw new WarmkeyError('port-in-use', `Port ${port} of 127.0.0.1 cannot be listened on.`, {
      remedy: 'Another program has it: stop that one, or leave --port out for any free one.',
      cause,
    })
  }
}

function greeting(url: string, keys: readonly string[], lifeMs: number | null, warmkey: string): string[] {
  const key = keys[0] ?? ''
  const life = lifeMs === null ? 'for ever' : `for ${sayDuration(lifeMs)}`
  return [
    `The API, as strict as the real one: ${url}`,
    ...keys.map((each) => `It accepts ${each} (${fingerprint(each)}) ${life}.`),
    '',
    `  curl ${url}/v1/messages -H 'x-api-key: ${key}' \\`,
    "    -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json' \\",
    `    -d '{"model":"claude-sonnet-5","max_tokens":64,"messages":[{"role":"user","content":"good day"}]}'`,
    '',
    `  ANTHROPIC_BASE_URL=${url} ANTHROPIC_AUTH_TOKEN=${key} \\`,
    `    ${warmkey} run -- claude`,
    '',
    'Requests (time, status, fingerprint of the key); Ctrl-C ends it:',
  ]
}

/** What is answered again, and how true that is. */
function caseLines({ exchange, method, path, status, card, from }: Case): string[] {
  const truth =
    from === 'card'
      ? 'in the words of the card that it was decided by'
      : 'put together from the codes and messages that were kept of it'
  return [
    `Every request is answered as ${exchange} was (${method} ${path}): ${status}, ${truth}.`,
    ...(card === null
      ? []
      : [`What it means: warmkey explain --status ${status}, or docs/reference/signatures.md: ${card}`]),
    '',
  ]
}

function requestEvent(seen: SeenRequest): object {
  const { atMs, method, path, status, credentials, model, refusal, malformed, aborted, requestId, bodyBytes } = seen
  return {
    type: 'request',
    atMs,
    requestId,
    method,
    path,
    status,
    credentials,
    model,
    bodyBytes,
    refusal: refusal ?? malformed ?? null,
    brokenOff: aborted === true || status === null,
  }
}

const fingerprint = (key: string): string => createHash('sha256').update(key, 'utf8').digest('hex').slice(0, 8)

const usage = (message: string, remedy: string) => new WarmkeyError('usage', message, { remedy, transient: false })

function portOf(text: string | undefined): number {
  if (text === undefined) return 0
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw usage(`"${text}" is no port.`, 'Use a number from 0 to 65535; 0 is any free one.')
}

function lifeOf(text: string | undefined): number | null {
  if (text === undefined) return null
  const ms = parseDurationMs(text)
  if (ms !== null && ms > 0) return ms
  throw usage(`"${text}" is no time that a key could live.`, 'Write it with a unit, like 60s, 5m or 1h30m.')
}

function checkedKey(key: string): string {
  if (/^[\x21-\x7e]{1,16384}$/.test(key)) return key
  throw usage(
    'A key for --accept holds a blank or a character that no header can carry.',
    'Use printable ASCII without blanks.',
  )
}

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
