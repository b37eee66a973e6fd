import { hostname, userInfo } from 'node:os'
import type { FailedExchange, Status } from '../../daemon/control-protocol.ts'
import { type Remembered, rememberedFailures } from '../../daemon/remembered.ts'
import { stateDirectory } from '../../daemon/state-directory.ts'
import type { Bench } from '../../doctor/bench.ts'
import { causesOf } from '../../doctor/causes.ts'
import { checks } from '../../doctor/checks/index.ts'
import { examine } from '../../doctor/doctor.ts'
import { catalogue } from '../../signatures/catalogue.ts'
import type { WarmkeyContext } from '../context.ts'
import { openFixJournal } from '../doctor/fix-journal.ts'
import { reportJson } from '../doctor/report-json.ts'
import type { Entry } from './archive.ts'
import { caseOf } from './case.ts'
import { cleaner, cleanTree, knownSecrets } from './clean.ts'
import { versionsOf } from './versions.ts'

export interface Collecting {
  readonly offline: boolean
  readonly hideHosts: boolean
}

export interface Collected {
  readonly entries: readonly (Entry & { readonly holds: string })[]
  /** What is missing or worth knowing, a sentence each. */
  readonly notes: readonly string[]
}

const holds: Readonly<Record<string, string>> = {
  'README.txt': 'this list',
  'versions.json': 'programs, their versions and where they lie; provider and model',
  'doctor.json': 'what `warmkey doctor --json` said',
  'profiles.json': 'names of profiles, kinds of their sources, addresses of their APIs',
  'status.json': 'what the daemon says of itself; null where none runs',
  'failures.json': 'the last requests that failed, with what is known of them',
  'journal.json': 'what `warmkey doctor --fix` has changed, without the contents',
}

/** Everything that goes into a report, field by field from a list of what may, and every text of it cleaned. */
export async function collect(context: WarmkeyContext, bench: Bench, how: Collecting): Promise<Collected> {
  const signal = context.onEnd()
  const [findings, status, remembered, versions] = await Promise.all([
    examine(bench, { checks, offline: how.offline }, signal),
    bench.daemon(),
    rememberedFailures(context, context.clock, signal),
    versionsOf(context, bench),
  ])
  const { failures } = remembered
  const cases = failures.map(caseOf)
  const values: readonly (readonly [string, unknown])[] = [
    ['versions.json', versions],
    ['doctor.json', reportJson(findings, causesOf(findings, bench), bench.ladder)],
    ['profiles.json', profilesOf(bench)],
    ['status.json', status === null ? null : statusOf(status)],
    ['failures.json', failures.map(failureOf)],
    ['journal.json', journalOf(context)],
    ...cases.map((each) => [`cases/${each.exchange.replace(/[^\w-]/g, '_')}.json`, each] as const),
  ]
  const clean = cleaner(knownSecrets(bench), { ...whoAndWhere(), home: context.home, hideHosts: how.hideHosts })
  // Twice, because a host that is named in the last file stands in the first one, too.
  for (const [, value] of values) cleanTree(value, clean)
  const entries = values.map(([name, value]) => ({
    name,
    text: `${JSON.stringify(cleanTree(value, clean), null, 2)}\n`,
    holds: holds[name] ?? `to be had again: warmkey emulate --case ${name}`,
  }))
  const notes = notesOf(remembered, how.hideHosts)
  const names = ['README.txt', ...entries.map(({ name }) => name)]
  const lines = names.filter((name) => name in holds).map((name) => `${name.padEnd(15)} ${holds[name]}`)
  if (cases.length > 0) lines.push('cases/          the same failures, to be had again: warmkey emulate --case FILE')
  const text = `${['A report of warmkey, for whoever helps.', '', ...lines, '', ...notes].join('\n')}\n`
  return { entries: [{ name: 'README.txt', text, holds: holds['README.txt'] ?? '' }, ...entries], notes }
}

/** What a person has to know before agreeing. */
function notesOf({ daemon, failures }: Remembered, hideHosts: boolean): string[] {
  return [
    'No key, prompt or answer is in it. ~ is the home directory; the user, this machine and e-mail addresses are [user], [host] and [email].',
    hideHosts
      ? 'Hosts are numbered. Names of profiles and models and other paths of files are in it.'
      : 'Names of hosts, profiles and models and other paths of files are in it; without hosts: --hide-hosts',
    ...(daemon === 'silent'
      ? ['The warmkey daemon runs and did not say which requests have failed: what it remembers is missing here.']
      : []),
    ...(daemon === 'none' && failures.length === 0
      ? ['No daemon runs and no run has written down a failure, so there is no failed request in it.']
      : []),
  ]
}

function whoAndWhere(): { user: string; machine: string } {
  try {
    return { user: userInfo().username, machine: hostname() }
  } catch {
    // A user without an entry, as in containers.
    return { user: '', machine: hostname() }
  }
}

function profilesOf({ config }: Bench): object {
  if (config.kind !== 'config') return { kind: config.kind, file: config.file }
  const { config: read, file } = config
  return {
    kind: config.kind,
    file,
    default: read.default ?? null,
    profiles: Object.entries(read.profiles).map(([name, { source, upstream, models }]) => ({
      name,
      source: source.type,
      upstream: { url: upstream.url ?? null, dialect: upstream.dialect, region: upstream.region ?? null },
      models,
    })),
  }
}

function statusOf({ warmkey, pid, startedBy, startedAtMs, nowMs, url, attached, config, profiles }: Status): object {
  return {
    ...{ warmkey, pid, startedBy, startedAtMs, nowMs, url, attached },
    problems: config.problems,
    profiles: profiles.map(({ name, isDefault, upstream, exportable, counts, lastRefusal, lastRenewal, ...kept }) => ({
      ...{ name, isDefault, upstream, exportable, counts, lastRefusal, lastRenewal },
      credential: kept.credential,
      lastFailure: kept.lastFailure,
    })),
  }
}

function failureOf({ client, card, ...failed }: FailedExchange): object {
  const { exchange, atMs, profile, method, path, status, upstreamStatus, why, stopped, codes, messages } = failed
  const known = catalogue.find(({ id }) => id === card)
  return {
    ...{ exchange, atMs, profile, method, path, status, upstreamStatus, why, stopped, codes, messages },
    client: client.split(' ')[0],
    card: known === undefined ? card : { id: known.id, title: known.title, cause: known.cause, remedy: known.remedy },
  }
}

const journalOf = (context: WarmkeyContext): object[] =>
  openFixJournal(stateDirectory(context), context.platform)
    .all()
    .map(({ id, entry: { at, check, summary, done, path, outcome } }) => ({
      id,
      at,
      check,
      summary,
      done,
      path,
      outcome,
    }))
