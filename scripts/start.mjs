// `npm start`: from a fresh clone to a running demo, with nothing else to install or to know. What follows `--` goes to
// the demo: npm start -- --no-client

import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { root, setUp } from './setup.mjs'

await setUp({ again: 'npm start' })

const windows = process.platform === 'win32'
const launcher = join(root, 'bin', windows ? 'warmkey.cmd' : 'warmkey')
const demo = spawn(windows ? `"${launcher}"` : launcher, ['demo', ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: windows,
})

// A terminal sends Ctrl-C to the demo as well, which ends in its own way; this script waits for that.
process.on('SIGINT', () => process.stdin.isTTY || demo.kill('SIGINT'))
process.on('SIGTERM', () => demo.kill('SIGTERM'))
process.on('SIGHUP', () => demo.kill('SIGHUP'))

demo.once('error', (error) => {
  process.stderr.write(`warmkey could not be started: ${error.message}\n`)
  process.exit(1)
})
demo.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
