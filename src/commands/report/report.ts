import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { WarmkeyError } from '../../errors.ts'
import type { WarmkeyContext } from '../context.ts'
import { benchOf } from '../doctor/bench-here.ts'
import { askOnTerminal } from '../run/terminal.ts'
import { type Entry, folder, packed } from './archive.ts'
import { collect } from './collect.ts'

export interface ReportFlags {
  readonly output?: string
  readonly offline: boolean
  readonly yes: boolean
  readonly json: boolean
}

/** `warmkey report`: shows what would be in the archive, and writes it where a person agrees. */
export async function report(this: WarmkeyContext, flags: ReportFlags): Promise<void> {
  const { stdout, stderr } = this.process
  if (!flags.json) stderr.write('Looking at what there is, as `warmkey doctor` does …\n')
  const entries = await collect(this, benchOf(this, {}), flags.offline)
  const stamp = new Date(this.clock.nowMs()).toISOString().replace(/[-:]|\..*/g, '')
  const file = resolve(this.cwd, flags.output ?? `${folder}-${stamp}.tar.gz`)
  const list = entries.map(({ name, text }) => ({ name, bytes: Buffer.byteLength(text) }))
  if (flags.json && !flags.yes) {
    stdout.write(`${JSON.stringify({ schema: 1, file: null, entries: list })}\n`)
    this.process.exitCode = 0
    return
  }
  const shown = `${listLines(entries).join('\n')}\n\n`
  if (!flags.yes) agree(this, `${shown}Write this into ${file}?`)
  else if (!flags.json) stdout.write(shown)
  const bytes = await packed(entries)
  write(file, bytes)
  this.process.exitCode = 0
  if (flags.json) stdout.write(`${JSON.stringify({ schema: 1, file, bytes: bytes.length, entries: list })}\n`)
  else stdout.write(`Written: ${file} (${sayBytes(bytes.length)}). Look into it before you send it: tar xzf ${file}\n`)
}

/** Throws `usage` where nobody can be asked, and when the answer is no. */
function agree({ process: { stdin }, platform }: WarmkeyContext, question: string): void {
  const answer = stdin.isTTY ? askOnTerminal(question, platform) : null
  if (answer === true) return
  throw answer === null
    ? new WarmkeyError('usage', 'There is no terminal to ask on, so nothing was written.', {
        remedy: 'Say --yes to write it, or --json to see what would be in it.',
        transient: false,
      })
    : new WarmkeyError('usage', 'Nothing was written.', { transient: false })
}

/** What is in it, a line each. */
function listLines(entries: readonly Entry[]): string[] {
  const width = Math.max(...entries.map(({ name }) => name.length))
  return entries.map(({ name, text }) => `  ${name.padEnd(width)}  ${sayBytes(Buffer.byteLength(text)).padStart(8)}`)
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
