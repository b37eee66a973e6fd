/**
 * argv → command → exit code. The only file that knows the process: everything else gets its streams, environment and
 * clock passed in.
 */
import { homedir } from 'node:os'
import { run } from '@stricli/core'
import manifest from '../package.json' with { type: 'json' }
import { systemClock } from './clock.ts'
import type { WarmkeyContext } from './commands/context.ts'
import { userEnv } from './launch-env.ts'
import { errorLines, program } from './program.ts'

const stream = (target: NodeJS.WriteStream) => ({
  write: (text: string) => void target.write(text),
  isTTY: target.isTTY === true,
  columns: target.columns ?? 80,
})

// Whoever reads us may stop reading (`| head`): that ends us, without a stack. 141 is what a shell says of SIGPIPE.
for (const target of [process.stdout, process.stderr]) {
  target.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 141 : 2))
}

const context: WarmkeyContext = {
  process: {
    stdout: stream(process.stdout),
    stderr: stream(process.stderr),
    stdin: { isTTY: process.stdin.isTTY === true },
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

try {
  await run(program(manifest.version), process.argv.slice(2), context)
} catch (thrown) {
  context.process.stderr.write(`${errorLines(thrown)}\n`)
  context.process.exitCode = 2
}
// The library counts its own refusals below zero; for a caller they are all "could not work".
const code = Number(context.process.exitCode ?? 0)
process.exit(code < 0 ? 2 : code)
