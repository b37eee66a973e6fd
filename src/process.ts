/**
 * argv → command → exit code. The only file that knows the process: everything else gets its streams, environment and
 * clock passed in. What is asked many times a minute is answered before the other commands are loaded.
 */
import { homedir } from 'node:os'
import manifest from '../package.json' with { type: 'json' }
import { keepAlive, systemClock } from './clock.ts'
import type { WarmkeyContext } from './commands/context.ts'
import { helpScreen, isHelp } from './commands/help/screen.ts'
import { userEnv } from './launch-env.ts'

/** What goes to standard error: a pipe takes a long text in pieces, and ending the process drops what it has not taken. */
let heard: Promise<unknown> = Promise.resolve()
const stream = (target: NodeJS.WriteStream) => ({
  write(text: string): void {
    heard = new Promise<void>((resolve) => void target.write(text, () => resolve()))
  },
  isTTY: target.isTTY === true,
  columns: target.columns || 80,
})

/** Whoever reads us may stop reading (`| head`): that ends us, without a stack. 141 is what a shell says of SIGPIPE. */
const readerGone = (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 141 : 2)

/** What goes to standard output, in its order; opening the stream for it costs more than some commands do. */
let said: Promise<unknown> = Promise.resolve()
const stdout = {
  write(text: string): void {
    const shown = isHelp(text) && stdout.isTTY ? helpScreen(text, stdout.columns) : text
    said = said.then(() => Bun.write(Bun.stdout, shown)).catch(readerGone)
  },
  get isTTY() {
    return process.stdout.isTTY === true
  },
  get columns() {
    return process.stdout.columns || 80
  },
  get rows() {
    return process.stdout.rows ?? 24
  },
}
/** Reads what is piped in; what exceeds the limit stays unread. */
async function readStdin(most: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of Bun.stdin.stream()) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length >= most) break
  }
  return (text + decoder.decode()).slice(0, most)
}

let stderr: ReturnType<typeof stream> | null = null

const context: WarmkeyContext = {
  process: {
    stdout,
    get stderr() {
      if (stderr === null) {
        process.stderr.on('error', readerGone)
        stderr = stream(process.stderr)
      }
      return stderr
    },
    get stdin() {
      return { isTTY: process.stdin.isTTY === true, text: readStdin }
    },
    exitCode: null,
  },
  env: userEnv(process.env),
  cwd: process.cwd(),
  home: homedir(),
  platform: process.platform,
  pid: process.pid,
  clock: systemClock,
  version: manifest.version,
  onEnd() {
    const controller = new AbortController()
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort(name))
    return controller.signal
  },
}

// Which requests take a proxy is decided per upstream; the runtime would let its own reading overrule an explicit one.
delete process.env.NO_PROXY
delete process.env.no_proxy

let args = process.argv.slice(2)
const [name] = args

/** Commands that answer in milliseconds, without the library that reads command lines; `false` where they need it. */
async function answeredAtOnce(): Promise<boolean> {
  if (name === 'token') return (await import('./commands/token/quick.ts')).quickToken(context, args.slice(1))
  if (args.length !== 1) return false
  if (name === 'statusline') return (await import('./commands/statusline/quick.ts')).quickStatusline(context)
  return false
}

async function tell(thrown: unknown): Promise<void> {
  const { errorLines } = await import('./program.ts')
  context.process.stderr.write(`${errorLines(thrown)}\n`)
  context.process.exitCode = 2
}

/** What was thrown where nobody waits for it: the command will not end by itself any more. */
function endWith(thrown: unknown): void {
  void tell(thrown).finally(() => heard.finally(() => process.exit(2)))
}

async function runCommand(): Promise<void> {
  if (name === undefined || name === 'help' || args.length === 1) {
    const { askedFor, overview } = await import('./commands/help/overview.ts')
    const asked = askedFor(args)
    if (asked === 'overview') return stdout.write(overview(manifest.version))
    if (asked !== null) args = [...asked.help]
  }
  const [{ run }, { program }] = await Promise.all([import('@stricli/core'), import('./program.ts')])
  if (name === '__complete') {
    const { propose } = await import('./commands/completion/propose.ts')
    return propose(program(manifest.version), args.slice(1), context)
  }
  await run(program(manifest.version, args), args, context)
}

// Timers do not keep the process alive, and a command may wait for nothing else.
keepAlive()
for (const unforeseen of ['uncaughtException', 'unhandledRejection'] as const) process.on(unforeseen, endWith)
try {
  if (!(await answeredAtOnce())) await runCommand()
} catch (thrown) {
  await tell(thrown)
}
await Promise.all([said, heard])
// The library counts its own refusals below zero; for a caller they are all "could not work".
const code = Number(context.process.exitCode ?? 0)
process.exit(code < 0 ? 2 : code)
