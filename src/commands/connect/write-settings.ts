import type { ConnectPlan } from '../../clients/settings/connection.ts'
import type { EditRecord } from '../../clients/settings/json-edit.ts'
import type { KeyStore } from '../../daemon/key-store.ts'
import { issueLastingKey } from '../../daemon/lasting-key.ts'
import type { BaseText } from './base-text.ts'
import { type Journal, type JournalEntry, sha256 } from './journal.ts'
import {
  makeDirectory,
  readTarget,
  refusedFile,
  removeDirectories,
  type SettingsTarget,
  writeTarget,
} from './settings-target.ts'

const planId = ({ localKey: _, ...rest }: ConnectPlan, profile: string): string => JSON.stringify({ ...rest, profile })

/** Whether these very settings were written by us for the same plan, and their key still opens the gateway. */
export function isConnected(
  target: SettingsTarget,
  entry: JournalEntry | null,
  plan: ConnectPlan,
  keys: KeyStore,
): boolean {
  if (entry === null || target.bytes === null) return false
  if (sha256(target.bytes) !== entry.wroteSha256 || entry.plan !== planId(plan, entry.profile)) return false
  return entry.keyId === null || keys.list().some(({ id }) => id === entry.keyId)
}

export interface Writing {
  readonly target: SettingsTarget
  readonly entry: JournalEntry | null
  readonly base: BaseText
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
export function writeSettings({
  target,
  entry,
  base,
  edit,
  plan,
  name,
  id,
  journal,
  keys,
  platform,
  nowMs,
}: Writing): void {
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
