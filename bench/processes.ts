/** Starts the programs that are measured and measures what they take of the machine; ends them by their own handle. */
import { readFileSync } from 'node:fs'
import type { Order, Report } from './upstream.ts'

/** Something that listens on a loopback port and takes requests with this key. */
export interface Target {
  readonly name: string
  readonly port: number
  readonly key: string
  /** Path and query of its requests. Default those of the Messages API. */
  readonly path?: string
  /** Process id, for memory and CPU. */
  readonly pid: number
  stop(): Promise<void>
}

export interface UpstreamProcess extends Target {
  /** Holds all answers back until `count` requests are there, then accepts `key`; resolves when that is understood. */
  gate(count: number, key: string): Promise<{ opened: Promise<number> }>
  accept(key: string): Promise<void>
}

/** Starts the upstream on a free port. */
export async function startUpstream(key: string): Promise<UpstreamProcess> {
  const waiting = new Map<Report['type'], (report: Report) => void>()
  const next = <T extends Report['type']>(type: T) =>
    new Promise<Extract<Report, { type: T }>>((resolve) => waiting.set(type, resolve as (report: Report) => void))
  const ready = next('port')
  const child = own(
    Bun.spawn([process.execPath, `${import.meta.dir}/upstream.ts`], {
      stdio: ['ignore', 'inherit', 'inherit'],
      ipc: (report: Report) => waiting.get(report.type)?.(report),
    }),
  )
  const order = async (message: Order): Promise<void> => {
    const understood = next('accepting')
    child.send(message)
    await understood
  }
  const { port } = await ready
  return {
    name: 'direct',
    port,
    key,
    pid: child.pid,
    async gate(count, then) {
      const opened = next('opened').then(({ atMs }) => atMs)
      await order({ type: 'gate', count, key: then })
      return { opened }
    },
    accept: (then) => order({ type: 'accept', key: then }),
    stop: () => end(child),
  }
}

const running = new Set<Bun.Subprocess>()

/** Remembers a process, so that {@link endAll} ends it with this one whatever happens. */
export function own<T extends Bun.Subprocess>(child: T): T {
  running.add(child)
  child.exited.finally(() => running.delete(child))
  return child
}

export async function end(child: Bun.Subprocess): Promise<void> {
  child.kill()
  await child.exited
}

export async function endAll(): Promise<void> {
  await Promise.all([...running].map(end))
}

/** Resolves when something listens on the port; rejects when the process ends before that. */
export async function listening(child: Bun.Subprocess, port: number): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the process for port ${port} ended with code ${child.exitCode}`)
    const open = await Bun.connect({ hostname: '127.0.0.1', port, socket: { data() {} } }).catch(() => null)
    if (open !== null) return void open.end()
    await Bun.sleep(20)
  }
}

/** A port that nobody listens on at this moment. */
export function freePort(): number {
  const server = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } })
  server.stop(true)
  return server.port
}

/** Resident memory of a process, MB of 2^20 bytes: `now` or at its `peak`; `null` where the system has no /proc. */
export function residentMB(pid: number, what: 'now' | 'peak' = 'now'): number | null {
  try {
    const field = what === 'now' ? 'VmRSS' : 'VmHWM'
    const kB = new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kB === undefined ? null : Number(kB) / 1024
  } catch {
    return null
  }
}

/** CPU time that a process has used so far, milliseconds; `null` where the system has no /proc. */
export function cpuMs(pid: number): number | null {
  try {
    // After the name in parentheses: state is field 3, user and system time are fields 14 and 15, in hundredths of a second.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return null
  }
}

/** CPU time of the whole machine so far, milliseconds: all of it, and what was spent; `null` where there is no /proc. */
export function machineMs(): { readonly all: number; readonly busy: number } | null {
  try {
    const line = /^cpu +(.*)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? ''
    // User, nice, system, idle, waiting for disks, two kinds of interrupts, stolen; in hundredths of a second.
    const times = line
      .split(' ')
      .slice(0, 8)
      .map((ticks) => Number(ticks) * 10)
    const all = times.reduce((sum, time) => sum + time, 0)
    return { all, busy: all - (times[3] ?? 0) - (times[4] ?? 0) }
  } catch {
    return null
  }
}
