import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from './living-client.ts'
import type { Scratch } from './scratch.ts'

/** What a person has after `git clone`: everything but node_modules. Its path holds spaces, as some homes do. */
export function freshClone(scratch: Scratch): string {
  const clone = scratch.path('some folder/warm key')
  mkdirSync(clone, { recursive: true })
  for (const name of ['package.json', 'package-lock.json', '.npmrc', 'bin', 'scripts', 'src', 'emulator']) {
    cpSync(join(checkout, name), join(clone, name), { recursive: true })
  }
  return clone
}

/**
 * The environment of whoever runs the tests, with their registry and certificates, but without what `npm test` has told its
 * own scripts, and with packages taken from npm's cache where it has them.
 */
export function npmEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const own = /^(npm_(lifecycle|package|execpath|command|node|config_(local_)?prefix)|INIT_CWD$)/
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !own.test(name)) env[name] = value
  }
  return { ...env, npm_config_prefer_offline: 'true', npm_config_update_notifier: 'false', ...more }
}

/** Starts a program and keeps what it shows. `group`: in a process group of its own, as a terminal would have it. */
export function startProgram(
  command: readonly string[],
  options: { readonly cwd: string; readonly env: Record<string, string>; readonly group?: boolean },
) {
  const { cwd, env, group = false } = options
  const child = Bun.spawn([...command], { cwd, env, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe', detached: group })
  let out = ''
  let err = ''
  const read = async (stream: ReadableStream<Uint8Array>, keep: (text: string) => void) => {
    const decoder = new TextDecoder()
    for await (const chunk of stream) keep(decoder.decode(chunk, { stream: true }))
  }
  const streams = [
    read(child.stdout, (text) => {
      out += text
    }),
    read(child.stderr, (text) => {
      err += text
    }),
  ]
  const ended = Promise.all([child.exited, ...streams]).then(([exitCode]) => ({ exitCode, out, err }))
  return { pid: child.pid, ended, err: () => err }
}
