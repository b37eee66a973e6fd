import { join } from 'node:path'
import type { Scratch } from './scratch.ts'

/** The repository that holds this test. */
export const checkout = join(import.meta.dir, '..', '..')
export const warmkey = join(checkout, 'bin', 'warmkey')

/** What Claude Code may see: an empty environment, a home of the test's own, nothing but loopback. */
export const clientEnv = (scratch: Scratch, more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  PATH: '/usr/local/bin:/usr/bin:/bin',
  HOME: scratch.path('home'),
  XDG_STATE_HOME: scratch.path('state'),
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  DISABLE_AUTOUPDATER: '1',
  ...more,
})

/** What one prompt led to, as the client itself reports it. */
export interface Turn {
  /** The answer, or the error that the user sees. */
  readonly text: string
  readonly isError: boolean
}

/** One Claude Code process that takes prompt after prompt, as a person's session does. */
export interface LivingClient extends AsyncDisposable {
  ask(prompt: string): Promise<Turn>
  /** Ends its input and waits for its exit code. */
  end(): Promise<number>
  /** Everything it wrote to stderr so far. */
  errors(): string
  readonly pid: number
}

/** Starts `command` (which ends in the client) with streaming JSON on both sides. */
export function livingClient(
  command: readonly string[],
  options: { env: Record<string, string>; cwd: string },
): LivingClient {
  const args = ['-p', '--input-format', 'stream-json', '--output-format', 'stream-json', '--verbose']
  const child = Bun.spawn([...command, ...args], { ...options, stdin: 'pipe', stdout: 'pipe', stderr: 'pipe' })
  let errors = ''
  const drain = (async () => {
    for await (const chunk of child.stderr) errors += new TextDecoder().decode(chunk)
  })()
  const results = resultsOf(child.stdout)
  return {
    pid: child.pid,
    errors: () => errors,
    async ask(prompt) {
      child.stdin.write(
        `${JSON.stringify({ type: 'user', message: { role: 'user', content: [{ type: 'text', text: prompt }] } })}\n`,
      )
      child.stdin.flush()
      const { value, done } = await results.next()
      if (done) throw new Error(`the client ended (${await child.exited}) instead of answering: ${errors}`)
      return value
    },
    async end() {
      child.stdin.end()
      await drain
      return await child.exited
    },
    async [Symbol.asyncDispose]() {
      child.kill()
      await child.exited
    },
  }
}

async function* resultsOf(stdout: ReadableStream<Uint8Array>): AsyncGenerator<Turn, undefined> {
  let rest = ''
  const decoder = new TextDecoder()
  for await (const chunk of stdout) {
    rest += decoder.decode(chunk, { stream: true })
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const message =
        line.trim() === '' ? null : (JSON.parse(line) as { type?: string; result?: string; is_error?: boolean })
      if (message?.type === 'result') yield { text: message.result ?? '', isError: message.is_error === true }
    }
  }
  return undefined
}
