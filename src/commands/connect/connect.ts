import type { ConnectNotes, ConnectPlan } from '../../clients/settings/connection.ts'
import type { EditRecord } from '../../clients/settings/json-edit.ts'
import { readConfig } from '../../config-file.ts'
import { ownProgram } from '../../daemon/background.ts'
import { type KeyStore, openKeyStore } from '../../daemon/key-store.ts'
import { issueLastingKey } from '../../daemon/lasting-key.ts'
import { takeLock } from '../../daemon/lock.ts'
import { placesOf } from '../../daemon/places.ts'
import { privateDirectory } from '../../daemon/state-directory.ts'
import { WarmkeyError } from '../../errors.ts'
import type { WarmkeyContext } from '../context.ts'
import { askOnTerminal } from '../run/terminal.ts'
import { machineWorld } from '../run/world.ts'
import { baseText } from './base-text.ts'
import { daemonReady } from './daemon-ready.ts'
import { gitState } from './git-state.ts'
import { findInstalled } from './installed.ts'
import { type Journal, type JournalEntry, openJournal, sha256 } from './journal.ts'
import { connectable, makePlan, type ConnectFlags as PlanFlags, refuseOwnSource } from './plan.ts'
import { type Proof, prove } from './proof.ts'
import { notesText, reportConnected } from './report.ts'
import {
  makeDirectory,
  readTarget,
  refusedFile,
  removeDirectories,
  type SettingsTarget,
  writeTarget,
} from './settings-target.ts'
import { colorsOf, conflictText, diffText } from './show.ts'

export interface ConnectFlags extends PlanFlags {
  readonly dryRun: boolean
  readonly yes: boolean
  readonly prove: boolean
  readonly json: boolean
}

/** `warmkey connect`: shows the change, and with a person's agreement writes it, keeps what was there, and proves it. */
export async function connect(this: WarmkeyContext, flags: ConnectFlags, id: string): Promise<void> {
  const { env, home, platform, cwd, clock, process } = this
  const chosen = connectable(id)
  const { connection } = chosen
  const found = readConfig(this)
  if (found === null) {
    throw new WarmkeyError(
      'nothing-to-keep',
      'There is no configuration yet, so there is no credential to connect to.',
      {
        remedy:
          'Write ~/.config/warmkey/config.jsonc (the README has one to start from), or use `warmkey run`, which needs none.',
        transient: false,
      },
    )
  }
  const planned = makePlan(chosen, {
    flags,
    config: found.config,
    configFile: found.file,
    launcher: ownProgram(platform),
  })
  const { plan, name } = planned
  const world = machineWorld({ env, home, platform, cwd })
  const obstacle = connection.obstacle(world, plan)
  if (obstacle !== null) throw new WarmkeyError('managed-elsewhere', obstacle, { transient: false })
  const places = placesOf(this)
  const target = readTarget(connection.path(world, plan.scope), platform)
  refuseOwnSource(planned, target.file, world)
  const installed = findInstalled(connection.program, this)
  const notes = withVerdict(connection.notes(world, plan), plan, connection.helperVerdict(installed?.version ?? null))
  const exposed = plan.mode === 'gateway' ? refuseTracked(target, plan, env) : []

  const journal = openJournal(places.state, platform)
  const keys = openKeyStore(places, platform, clock)
  const entry = journal.find(target.path)
  const base = baseText(target, entry, connection)
  if (base.conflicts.length > 0) {
    process.stdout.write(conflictText(target.path, base.conflicts))
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
    notes: { ...notes, remarks: [...notes.remarks, ...exposed] },
    installed,
  }
  if (isConnected(target, entry, plan, keys)) {
    const { started } = await daemonReady(this, clock, { profile: name, gatewayUrl: gatewayOf(plan) })
    const proof = await prove(this, chosen.connection, installed, { flags, profile: name, mode: plan.mode })
    reportConnected(this, { ...report, state: 'unchanged', started, proof, diff: null, asJson: flags.json })
    process.exitCode = exitCode(proof)
    return
  }

  const diff = diffText(target.path, target.text, shown.text, colorsOf(flags.json ? withoutColors(this) : this))
  if (!flags.json) process.stdout.write(diff + notesText(report.notes, colorsOf(this)))
  if (flags.dryRun) {
    reportConnected(this, { ...report, state: 'planned', started: false, proof: null, diff, asJson: flags.json })
    return
  }
  agree(this, flags.yes, `Write this to ${target.path}?`)
  const { started } = await daemonReady(this, clock, { profile: name, gatewayUrl: gatewayOf(plan) })

  privateDirectory(places.state, platform)
  const lock = takeLock(`${places.state}/connections.lock`)
  if (lock === null) throw refusedFile('Another warmkey is connecting at this moment.', { remedy: 'Try again.' })
  try {
    write({ target, entry, base, edit, plan, name, id, journal, keys, platform, nowMs: clock.nowMs() })
  } finally {
    lock.release()
  }
  const proof = await prove(this, connection, installed, { flags, profile: name, mode: plan.mode })
  reportConnected(this, { ...report, state: 'connected', started, proof, diff, asJson: flags.json })
  process.exitCode = exitCode(proof)
}

const gatewayOf = ({ mode, gatewayUrl }: ConnectPlan): string | null => (mode === 'gateway' ? gatewayUrl : null)

const exitCode = (proof: Proof | null): number =>
  proof === null || (proof.answered && proof.through !== false) ? 0 : 1

const withoutColors = (context: WarmkeyContext): Pick<WarmkeyContext, 'process' | 'env'> => ({
  process: context.process,
  env: { ...context.env, NO_COLOR: '1' },
})

/** Asks on the terminal. Throws `usage` where nobody can be asked, and when the answer is no. */
export function agree({ process, platform }: WarmkeyContext, yes: boolean, question: string): void {
  if (yes) return
  const answer = process.stdin.isTTY ? askOnTerminal(question, platform) : null
  if (answer === true) return
  throw answer === null
    ? new WarmkeyError('usage', 'There is no terminal to ask on, so nothing was changed.', {
        remedy: 'Say --yes to agree beforehand, or --dry-run to see the change only.',
        transient: false,
      })
    : new WarmkeyError('usage', 'Nothing was changed.', { transient: false })
}

type Verdict = ReturnType<ReturnType<typeof connectable>['connection']['helperVerdict']>

function withVerdict(notes: ConnectNotes, { mode }: ConnectPlan, verdict: Verdict): ConnectNotes {
  if (mode === 'gateway' || verdict.verdict === 'works') return notes
  if (verdict.verdict === 'unknown') return { ...notes, remarks: [...notes.remarks, verdict.sentence] }
  throw new WarmkeyError('settings-refused', verdict.sentence, {
    remedy: 'Connect in gateway mode, which serves every version: leave --mode helper out. Or update the client.',
    transient: false,
  })
}

/** A key that git would carry away is not written. Gives what a person should know where it is written all the same. */
function refuseTracked(target: SettingsTarget, { scope }: ConnectPlan, env: WarmkeyContext['env']): string[] {
  const state = gitState(target.file, env)
  const remedy =
    scope === 'user'
      ? 'Take it out of the repository, or connect in helper mode, which writes no key.'
      : 'Use --scope user, or --mode helper, which writes no key; --scope local is for a file that git ignores.'
  if (state === 'tracked')
    throw refusedFile(`git tracks ${target.file}, and a key would be written into it.`, { remedy })
  if (state === 'unknown') {
    throw refusedFile(`git cannot say whether it tracks ${target.file}, and a key would be written into it.`, {
      remedy,
    })
  }
  if (state !== 'exposed') return []
  if (scope === 'user')
    return [`${target.file} lies in a git repository that does not ignore it: it holds a key now, so never add it.`]
  throw refusedFile(`git does not ignore ${target.file}, so the key in it would go along with the next "git add".`, {
    remedy: `Add it to .git/info/exclude, or ${remedy.slice(0, 1).toLowerCase()}${remedy.slice(1)}`,
  })
}

const planId = ({ localKey: _, ...rest }: ConnectPlan, profile: string): string => JSON.stringify({ ...rest, profile })

function isConnected(target: SettingsTarget, entry: JournalEntry | null, plan: ConnectPlan, keys: KeyStore): boolean {
  if (entry === null || target.bytes === null) return false
  if (sha256(target.bytes) !== entry.wroteSha256 || entry.plan !== planId(plan, entry.profile)) return false
  return entry.keyId === null || keys.list().some(({ id }) => id === entry.keyId)
}

interface Writing {
  readonly target: SettingsTarget
  readonly entry: JournalEntry | null
  readonly base: ReturnType<typeof baseText>
  readonly edit: (localKey: string) => { readonly text: string; readonly records: readonly EditRecord[] }
  readonly plan: ConnectPlan
  readonly name: string
  readonly id: string
  readonly journal: Journal
  readonly keys: KeyStore
  readonly platform: string
  readonly nowMs: number
}

/** Journal first, then the file: whatever stops us in between can be put back. */
function write({ target, entry, base, edit, plan, name, id, journal, keys, platform, nowMs }: Writing): void {
  const now = readTarget(target.path, platform)
  if (now.file !== target.file || !same(now.bytes, target.bytes))
    throw refusedFile(`${target.path} was changed at this moment by somebody else.`, { remedy: 'Connect again.' })
  const issued = plan.mode === 'gateway' ? issueLastingKey(keys, { profile: name, holder: target.path }) : null
  const { text, records } = edit(issued === null ? plan.localKey : issued.text)
  const bytes = Buffer.from(text)
  // Others on this machine may not read the key.
  const mode = issued === null ? (target.mode ?? 0o600) : (target.mode ?? 0o600) & ~0o077
  const made: string[] = []
  try {
    made.push(...makeDirectory(target.file))
    journal.put({
      version: 1,
      client: id,
      scope: plan.scope,
      mode: plan.mode,
      profile: name,
      path: target.path,
      file: target.file,
      before: base.bytes === null ? null : base.bytes.toString('base64'),
      beforeMode: base.mode,
      directories: entry !== null && made.length === 0 ? entry.directories : made,
      wroteSha256: sha256(bytes),
      wroteMode: mode,
      records: records.map((record) => ({
        ...record,
        ...('path' in record ? { path: [...record.path] } : {}),
      })) as JournalEntry['records'],
      keyId: issued?.id ?? null,
      plan: planId(plan, name),
      connectedAt: new Date(nowMs).toISOString(),
    })
    writeTarget(target.file, bytes, mode)
  } catch (thrown) {
    if (entry === null) journal.remove(target)
    else journal.put(entry)
    if (issued !== null) keys.revoke(({ id: other }) => other === issued.id)
    removeDirectories(made)
    throw thrown
  }
  if (entry !== null && entry.keyId !== null) keys.revoke(({ id: other }) => other === entry.keyId)
}

const same = (one: Buffer | null, other: Buffer | null): boolean =>
  one === null || other === null ? one === other : one.equals(other)
