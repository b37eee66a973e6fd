/** Runs wrk with requests like those of Claude Code and reads what it printed. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { own, type Target } from './processes.ts'
import { clientHeaders, plainTarget, requestBody } from './wire.ts'

export interface WrkResult {
  readonly requestsPerSecond: number
  /** Milliseconds. */
  readonly p50Ms: number
  readonly p99Ms: number
  /** CPU time that wrk itself used, milliseconds. */
  readonly ownCpuMs: number
}

export interface WrkLoad {
  readonly connections: number
  readonly bodyBytes: number
  readonly seconds: number
}

/** Lua reads the body from a file, so that no byte of it has to be quoted. */
function script(target: Target, bodyBytes: number, directory: string): string {
  const body = join(directory, `body-${bodyBytes}.json`)
  writeFileSync(body, requestBody(bodyBytes))
  const file = join(directory, `wrk-${target.name.replaceAll(' ', '-')}-${bodyBytes}.lua`)
  const headers = Object.entries({ ...clientHeaders, authorization: `Bearer ${target.key}` })
  writeFileSync(
    file,
    `local body = io.open(${JSON.stringify(body)}, "rb"):read("*a")
wrk.method = "POST"
wrk.body = body
${headers.map(([name, value]) => `wrk.headers["${name}"] = ${JSON.stringify(value)}`).join('\n')}
`,
  )
  return file
}

/** One run of one thread against one target. Throws when anything but a 200 came back, for then the figure means nothing. */
export async function wrk(program: string, target: Target, load: WrkLoad, directory: string): Promise<WrkResult> {
  const argv = [program, '-t1', `-c${load.connections}`, `-d${load.seconds}s`, '--latency']
  const lua = script(target, load.bodyBytes, directory)
  const child = own(
    Bun.spawn([...argv, '-s', lua, `http://127.0.0.1:${target.port}${target.path ?? plainTarget}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  )
  const text = await new Response(child.stdout).text()
  await child.exited
  const fault = /Non-2xx[^\n]*|Socket errors[^\n]*/.exec(text)?.[0]
  if (fault !== undefined) throw new Error(`${target.name}: ${fault.trim()}`)
  return {
    requestsPerSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(text)?.[1]),
    p50Ms: milliseconds(/^\s+50%\s+(\S+)/m.exec(text)?.[1]),
    p99Ms: milliseconds(/^\s+99%\s+(\S+)/m.exec(text)?.[1]),
    ownCpuMs: Number(child.resourceUsage()?.cpuTime.total ?? 0) / 1000,
  }
}

function milliseconds(text: string | undefined): number {
  const [, value, unit] = /^([\d.]+)(us|ms|s)$/.exec(text ?? '') ?? []
  const factor = { us: 0.001, ms: 1, s: 1000 }[unit ?? '']
  return Number(value) * (factor ?? Number.NaN)
}
