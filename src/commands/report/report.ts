import { closeSync, existsSync, fsyncSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { WarmkeyError } from '../../errors.ts'
import type { WarmkeyContext } from '../context.ts'
import { benchOf } from '../doctor/bench-here.ts'
import { askOnTerminal } from '../run/terminal.ts'
import { folder, packed } from './archive.ts'
import { collect } from './collect.ts'

export interface ReportFlags {
  readonly output?: string
  readonly offline: boolean
  readonly hideHosts: boolean
  /** Only says what would be in it. */
  readonly list: boolean
  readonly yes: boolean
  readonly json: boolean
}

/** `warmkey report`: shows what would be in the archive, and writes it where a person agrees. */
export async function report(this: WarmkeyContext, flags: ReportFlags): Promise<void> {
  const { stdout, stderr } = this.process
  const file = placeOf(this, flags.output)
  const writes = !flags.list && (flags.yes || !flags.json)
  if (writes && existsSync(file)) throw notWritten(file, Object.assign(new Error(), { code: 'EEXIST' }))
  if (!flags.json) stderr.write('Looking at what there is, as `warmkey doctor` does …\n')
  const { entries, notes } = await collect(this, benchOf(this, {}), flags)
  const list = entries.map(({ name, text, holds }) => ({ name, bytes: Buffer.byteLength(text), holds }))
  const shown = `${[...listLines(list), '', ...notes].join('\n')}\n`
  if (!writes) {
    this.process.exitCode = 0
    const text = flags.json ? `${JSON.stringify({ schema: 1, file: null, entries: list, notes })}\n` : shown
    return stdout.write(text)
  }
  if (!flags.yes) agree(this, shown, `Write this into ${file}?`)
  else if (!flags.json) stdout.write(`${shown}\n`)
  const bytes = await packed(entries)
  write(file, bytes)
  this.process.exitCode = 0
  if (flags.json) stdout.write(`${JSON.stringify({ schema: 1, file, bytes: bytes.length, entries: list, notes })}\n`)
  else stdout.write(`Written: ${file} (${sayBytes(bytes.length)}). Look into it before you send it: tar xzf ${file}\n`)
}

/** Where it is written: the file that was named, or one of a name of our own in the directory that was named, or here. */
function placeOf({ cwd, clock }: WarmkeyContext, output: string | undefined): string {
  const stamp = new Date(clock.nowMs()).toISOString().replace(/[-:]|\..*/g, '')
  const own = `${folder}-${stamp}.tar.gz`
  const named = resolve(cwd, output ?? own)
  return statSync(named, { throwIfNoEntry: false })?.isDirectory() === true ? join(named, own) : named
}

/** Throws `usage` where nobody can be asked, which shows what there is all the same, and when the answer is no. */
function agree({ process: { stdin, stdout }, platform }: WarmkeyContext, shown: string, question: string): void {
  const answer = stdin.isTTY ? askOnTerminal(`${shown}\n${question}`, platform) : null
  if (answer === true) return
  if (answer !== null) throw new WarmkeyError('usage', 'Nothing was written.', { transient: false })
  stdout.write(shown)
  throw new WarmkeyError('usage', 'There is no terminal to ask on, so nothing was written.', {
    remedy: 'To write it without being asked: warmkey report --yes',
    transient: false,
  })
}

/** What is in it, a line each. */
function listLines(
  list: readonly { readonly name: string; readonly bytes: number; readonly holds: string }[],
): string[] {
  const width = Math.max(...list.map(({ name }) => name.length))
  return list.map(({ name, bytes, holds }) => `  ${name.padEnd(width)}  ${sayBytes(bytes).padStart(8)}  ${holds}`)
}

const sayBytes = (bytes: number): string => (bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} KB`)

/** Throws `usage` where a file is there already, or none can be written. */
function write(file: string, bytes: Uint8Array): void {
  let handle: number
  try {
    handle = openSync(file, 'wx', 0o600)
  } catch (cause) {
    throw notWritten(file, cause)
  }
  try {
    writeFileSync(handle, bytes)
    fsyncSync(handle)
  } catch (cause) {
    rmSync(file, { force: true })
    throw notWritten(file, cause)
  } finally {
    closeSync(handle)
  }
}

function notWritten(file: string, cause: unknown): WarmkeyError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
  const fact = code === 'EEXIST' ? 'is there already' : `cannot be written (${code})`
  return new WarmkeyError('usage', `${file} ${fact}, so there is no report.`, {
    remedy: 'Name another place: warmkey report --output FILE',
    cause,
    transient: false,
  })
}
