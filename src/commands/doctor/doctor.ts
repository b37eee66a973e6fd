import { readFileSync } from 'node:fs'
import { type ConfigResult, parseConfig } from '../../config.ts'
import { configPath } from '../../config-file.ts'
import { createBench } from '../../doctor/bench.ts'
import { causesOf } from '../../doctor/causes.ts'
import { isComplaint } from '../../doctor/check.ts'
import { checks } from '../../doctor/checks/index.ts'
import { examine, rootOf } from '../../doctor/doctor.ts'
import { WarmkeyError } from '../../errors.ts'
import type { WarmkeyContext } from '../context.ts'
import { machineWorld } from '../run/world.ts'
import { reportLines } from './lines.ts'

export interface DoctorFlags {
  readonly only?: readonly string[]
  readonly list: boolean
  readonly offline: boolean
  readonly model?: string
  readonly spend: boolean
  readonly verbose: boolean
  readonly json: boolean
}

/** `warmkey doctor`: the five causes, the checks under them, and the root in one sentence. */
export async function doctor(this: WarmkeyContext, flags: DoctorFlags): Promise<void> {
  const { stdout, stderr } = this.process
  if (flags.list) {
    const width = Math.max(...checks.map(({ id }) => id.length))
    stdout.write(`${checks.map(({ id, title }) => `${id.padEnd(width)}  ${title}`).join('\n')}\n`)
    return
  }
  const unknown = flags.only?.find((id) => !checks.some((check) => check.id === id))
  if (unknown !== undefined) {
    throw new WarmkeyError('usage', `There is no check "${unknown}".`, {
      remedy: '`warmkey doctor --list` names them.',
      transient: false,
    })
  }
  const bench = createBench({
    world: machineWorld(this),
    clock: this.clock,
    config: configOf(this),
    args: [],
    model: flags.model ?? null,
    spend: flags.spend,
  })
  const live = stderr.isTTY && !flags.json
  const progress = live ? { progress: ({ title }: { title: string }) => stderr.write(`\r\u001b[K${title} …`) } : {}
  const only = flags.only === undefined ? {} : { only: flags.only }
  const findings = await examine(bench, { checks, offline: flags.offline, ...only, ...progress }, this.onEnd())
  if (live) stderr.write('\r\u001b[K')
  const root = rootOf(findings)
  const causes = causesOf(findings, bench)
  this.process.exitCode = root === null ? 0 : 1
  if (flags.json) {
    const list = findings.map((finding) => ({
      check: finding.check,
      status: finding.status,
      cause: isComplaint(finding) ? finding.cause : null,
      summary: finding.summary,
      evidence: isComplaint(finding) ? finding.evidence : [],
      fix: isComplaint(finding) ? finding.fix : null,
    }))
    const five = causes.map(({ number, status, summary }) => ({ number, status, summary }))
    stdout.write(`${JSON.stringify({ schema: 1, causes: five, findings: list, root: root?.check ?? null })}\n`)
    return
  }
  const look = { columns: stdout.columns, colour: stdout.isTTY && !this.env.NO_COLOR, verbose: flags.verbose }
  stdout.write(`${reportLines({ causes, findings, root }, look).join('\n')}\n`)
}

/** The user's configuration, broken or not: a doctor works with what there is. */
function configOf(context: WarmkeyContext): ConfigResult {
  const file = configPath(context)
  try {
    return parseConfig(readFileSync(file, 'utf8'), file)
  } catch {
    return { kind: 'absent', file }
  }
}
