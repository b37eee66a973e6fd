import { type Clock, deadline } from '../../clock.ts'

/** What Claude Code made of one prompt, as it says itself. */
export interface Turn {
  readonly isError: boolean
  /** The answer, or the message on the screen. */
  readonly text: string
}

/** One Claude Code process that takes prompt after prompt, as a person's does. */
export interface Session {
  /** Rejects when the process ends instead, when `signal` aborts, or after 60 s. */
  ask(prompt: string, signal: AbortSignal): Promise<Turn>
  /** Ends the process and whatever it started; resolves when they are gone. Safe to call twice. */
  close(): Promise<void>
}

export interface SessionOptions {
  /** The command up to and including the client. */
  readonly command: readonly [string, ...string[]]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly clock: Clock
}

/** Far more than a client needs to start on a slow machine. */
const patienceMs = 60_000
/** What a process gets to end by itself before it is made to. */
const goodbyeMs = 2_000

const streaming = ['-p', '--input-format', 'stream-json', '--output-format', 'stream-json', '--verbose']

/**
 * Starts the client with streaming JSON on both sides (https://code.claude.com/docs/en/headless), in a session of its
 * own: a Ctrl-C at the terminal is for the demo, which ends the whole group then.
 */
export function openSession({ command, env, cwd, clock }: SessionOptions): Session {
  const child = Bun.spawn([...command, ...streaming], {
    env: { ...env },
    cwd,
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
    detached: process.platform !== 'win32',
  })
  const turns = turnsOf(child.stdout)
  const errors = lastWords(child.stderr)
  let closing: Promise<void> | null = null

  const signalGroup = (signal: 'SIGTERM' | 'SIGKILL') => {
    try {
      if (process.platform === 'win32') child.kill(signal)
      else process.kill(-child.pid, signal)
    } catch {
      // Gone already.
    }
  }
  const within = async (ms: number): Promise<boolean> => {
    const late = deadline(clock, ms, new AbortController().signal, () => new Error('late'))
    const isLate = new Promise<false>((resolve) => late.signal.addEventListener('abort', () => resolve(false)))
    try {
      return await Promise.race([child.exited.then(() => true), isLate])
    } finally {
      late.callOff()
    }
  }
  const close = async () => {
    signalGroup('SIGTERM')
    if (await within(goodbyeMs)) {
      // What the client itself had started may outlive it by a moment.
      signalGroup('SIGTERM')
      return
    }
    signalGroup('SIGKILL')
    await child.exited
  }
  return {
    async ask(prompt, signal) {
      const late = deadline(clock, patienceMs, signal, () => new Error(`no answer within ${patienceMs / 1000} s`))
      const calledOff = new Promise<never>((_, reject) => {
        late.signal.addEventListener('abort', () => reject(late.signal.reason), { once: true })
      })
      calledOff.catch(() => {})
      try {
        signal.throwIfAborted()
        const message = { role: 'user', content: [{ type: 'text', text: prompt }] }
        child.stdin.write(`${JSON.stringify({ type: 'user', message })}\n`)
        child.stdin.flush()
        const turn = await Promise.race([turns.next(), calledOff])
        if (turn.done !== true) return turn.value
        throw new Error(`Claude Code ended with exit code ${await child.exited}: ${await errors}`)
      } finally {
        late.callOff()
      }
    },
    close: () => (closing ??= close()),
  }
}

async function* turnsOf(stdout: ReadableStream<Uint8Array>): AsyncGenerator<Turn, undefined> {
  let rest = ''
  const decoder = new TextDecoder()
  for await (const chunk of stdout) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const turn = turnOf(line)
      if (turn !== null) yield turn
    }
  }
  return undefined
}

/** A line of type `result` ends a turn; every other line is on the way there. */
export function turnOf(line: string): Turn | null {
  let message: { type?: unknown; result?: unknown; is_error?: unknown }
  try {
    message = JSON.parse(line)
  } catch {
    return null
  }
  if (message?.type !== 'result') return null
  return { text: typeof message.result === 'string' ? message.result : '', isError: message.is_error === true }
}

/** The last line of a stream that is read to its end; memory is bounded. */
async function lastWords(stderr: ReadableStream<Uint8Array>): Promise<string> {
  let tail = ''
  const decoder = new TextDecoder()
  for await (const chunk of stderr) tail = (tail + decoder.decode(chunk, { stream: true })).slice(-2_000)
  return tail.trim().split('\n').at(-1) ?? ''
}
