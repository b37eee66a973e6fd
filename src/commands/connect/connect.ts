import type { ConnectNotes, ConnectPlan } from '../../clients/settings/connection.ts'
import { configPath, readConfig } from '../../config-file.ts'
import { ownProgram } from '../../daemon/background.ts'
import { openKeyStore } from '../../daemon/key-store.ts'
import { takeLock } from '../../daemon/lock.ts'
import { placesOf } from '../../daemon/places.ts'
import { privateDirectory } from '../../daemon/state-directory.ts'
import { WarmkeyError } from '../../errors.ts'
import type { WarmkeyContext } from '../context.ts'
import { machineWorld } from '../run/world.ts'
import { agree } from './agree.ts'
import { baseText } from './base-text.ts'
import { daemonReady } from './daemon-ready.ts'
import { findInstalled } from './installed.ts'
import { openJournal } from './journal.ts'
import { refuseTracked } from './key-in-git.ts'
import { connectable, makePlan, noConfiguration, type ConnectFlags as PlanFlags, refuseOwnSource } from './plan.ts'
import { type Proof, prove } from './proof.ts'
import { notesText, reportConnected } from './report.ts'
import { readTarget, refusedFile } from './settings-target.ts'
import { colorsOf, conflictText, diffText } from './show.ts'
import { isConnected, writeSettings } from './write-settings.ts'

export interface ConnectFlags extends PlanFlags {
  readonly dryRun: boolean
  readonly yes: boolean
  readonly prove: boolean
  readonly json: boolean
}

/** `warmkey connect`: shows the change, and with a person's agreement writes it, keeps what was there, and proves it. */
export async function connect(this: WarmkeyContext, flags: ConnectFlags, id: string): Promise<void> {
  const { env, home, platform, cwd, clock } = this
  const { stdout } = this.process
  const chosen = connectable(id)
  const { connection } = chosen
  const found = readConfig(this)
  const world = machineWorld({ env, home, platform, cwd })
  if (found === null) throw noConfiguration(chosen, world, configPath(this))
  const planned = makePlan(chosen, {
    flags,
    config: found.config,
    configFile: found.file,
    launcher: ownProgram(platform),
    cwd,
    home,
  })
  const { plan, name } = planned
  const obstacle = connection.obstacle(world, plan)
  if (obstacle !== null) throw new WarmkeyError('managed-elsewhere', obstacle, { transient: false })
  const places = placesOf(this)
  const target = readTarget(connection.path(world, plan.scope), platform)
  refuseOwnSource(planned, target.file, world)
  const installed = findInstalled(connection.program, this)
  const notes = withVerdict(
    connection.notes(world, plan),
    plan,
    connection.helperVerdict(installed?.version ?? null, plan),
  )
  const exposed = plan.mode === 'gateway' ? refuseTracked(target, plan, env) : []

  const journal = openJournal(places.state, platform)
  const keys = openKeyStore(places, platform, clock)
  const entry = journal.find(target.path)
  const base = baseText(target, entry, connection)
  if (base.conflicts.length > 0) {
    stdout.write(conflictText(target.path, base.conflicts))
    throw new WarmkeyError('settings-conflict', `Lines that warmkey wrote into ${target.path} were changed since.`, {
      remedy: 'Nothing was changed. Run `warmkey disconnect` first; it says how each can be settled.',
      transient: false,
    })
  }
  const baseAsText = base.bytes === null ? null : base.bytes.toString('utf8')
  const edit = (localKey: string) => {
    const edited = connection.connect(baseAsText, { ...plan, localKey }, world)
    if ('refused' in edited) {
      throw refusedFile(edited.refused, {
        remedy: 'Mend the file first; warmkey does not connect half a file. Nothing was changed.',
      })
    }
    return edited
  }
  const shown = edit(plan.localKey)
  const report = {
    client: id,
    plan,
    profile: name,
    target,
    notes: { ...notes, remarks: [...(planned.notice === null ? [] : [planned.notice]), ...notes.remarks, ...exposed] },
    installed,
  }
  if (isConnected(target, entry, plan, keys)) {
    const { started, isService } = await daemonReady(this, clock, { profile: name, gatewayUrl: gatewayOf(plan) })
    const proof = await prove(this, chosen.connection, installed, { flags, profile: name, mode: plan.mode })
    reportConnected(this, { ...report, state: 'unchanged', started, isService, proof, diff: null, asJson: flags.json })
    this.process.exitCode = exitCode(proof)
    return
  }

  const diff = diffText(target.path, target.text, shown.text, colorsOf(this, flags.json))
  const shownFirst = diff + notesText(report.notes, colorsOf(this, flags.json))
  const asks = !flags.yes && !flags.dryRun && this.process.stdin.isTTY
  if (!asks && !flags.json) stdout.write(shownFirst)
  if (flags.dryRun) {
    reportConnected(this, {
      ...report,
      state: 'planned',
      started: false,
      isService: false,
      proof: null,
      diff,
      asJson: flags.json,
    })
    return
  }
  if (!flags.yes) agree(this, shownFirst, `Write this to ${target.path}?`)
  const { started, isService } = await daemonReady(this, clock, { profile: name, gatewayUrl: gatewayOf(plan) })

  privateDirectory(places.state, platform)
  const lock = takeLock(`${places.state}/connections.lock`)
  if (lock === null) throw refusedFile('Another warmkey is connecting at this moment.', { remedy: 'Try again.' })
  try {
    writeSettings({ target, entry, base, edit, plan, name, id, journal, keys, platform, nowMs: clock.nowMs() })
  } finally {
    lock.release()
  }
  const proof = await prove(this, connection, installed, { flags, profile: name, mode: plan.mode })
  reportConnected(this, { ...report, state: 'connected', started, isService, proof, diff, asJson: flags.json })
  this.process.exitCode = exitCode(proof)
}

const gatewayOf = ({ mode, gatewayUrl }: ConnectPlan): string | null => (mode === 'gateway' ? gatewayUrl : null)

const exitCode = (proof: Proof | null): number =>
  proof === null || (proof.answered && proof.through !== false) ? 0 : 1

type Verdict = ReturnType<ReturnType<typeof connectable>['connection']['helperVerdict']>

function withVerdict(notes: ConnectNotes, { mode }: ConnectPlan, verdict: Verdict): ConnectNotes {
  if (mode === 'gateway' || verdict.verdict === 'works') return notes
  if (verdict.verdict === 'unknown') return { ...notes, remarks: [...notes.remarks, verdict.sentence] }
  throw new WarmkeyError('settings-refused', verdict.sentence, {
    remedy: 'Connect in gateway mode, which serves every version: leave --mode helper out. Or update the client.',
    transient: false,
  })
}
