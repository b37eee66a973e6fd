import { release } from 'node:os'
import { ownProgram } from '../../daemon/background.ts'
import { demand, findSocket, isError } from '../../daemon/control-client.ts'
import type { FailedExchange, FailuresAnswer, Status } from '../../daemon/control-protocol.ts'
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

const programs = ['warmkey', 'claude', 'opencode', 'codex', 'gemini', 'node', 'aws', 'vault', 'gcloud']

/** Everything that goes into a report, field by field from a list of what may, and every text of it cleaned. */
export async function collect(context: WarmkeyContext, bench: Bench, offline: boolean): Promise<Entry[]> {
  const signal = context.onEnd()
  const [findings, status, failures] = await Promise.all([
    examine(bench, { checks, offline }, signal),
    bench.daemon(),
    failuresOf(context),
  ])
  const clean = cleaner(knownSecrets(bench), context.home)
  const entry = (name: string, value: unknown): Entry => ({
    name,
    text: `${JSON.stringify(cleanTree(value, clean), null, 2)}\n`,
  })
  const cases = failures.map(caseOf)
  return [
    { name: 'README.txt', text: readme(cases.length) },
    entry('versions.json', versionsOf(context, bench)),
    entry('doctor.json', reportJson(findings, causesOf(findings, bench))),
    entry('profiles.json', profilesOf(bench)),
    entry('status.json', status === null ? null : statusOf(status)),
    entry('failures.json', failures.map(failureOf)),
    entry('journal.json', journalOf(context)),
    ...cases.map((each) => entry(`cases/${each.exchange.replace(/[^\w-]/g, '_')}.json`, each)),
  ]
}

const readme = (cases: number): string =>
  `${[
    'A report of warmkey, for whoever helps. It holds no key and no prompt.',
    '',
    'versions.json  programs, their versions and where they lie; provider and model',
    'doctor.json    what `warmkey doctor --json` said',
    'profiles.json  names of profiles, kinds of their sources, addresses of their APIs',
    'status.json    what the daemon says of itself; null where none runs',
    'failures.json  the last requests that failed, with what is known of them',
    'journal.json   what `warmkey doctor --fix` has changed, without the contents',
    ...(cases === 0 ? [] : ['cases/         the same failures, to be had again: warmkey emulate --case FILE']),
  ].join('\n')}\n`

function versionsOf({ version, platform, env, clock }: WarmkeyContext, bench: Bench): object {
  const paths = programs.map((name) => [name, Bun.which(name, { PATH: env.PATH ?? '' })] as const)
  return {
    schema: 1,
    madeAt: new Date(clock.nowMs()).toISOString(),
    warmkey: version,
    bun: Bun.version,
    program: ownProgram(platform),
    os: { platform, release: release(), arch: process.arch },
    commands: Object.fromEntries(paths.filter(([, path]) => path !== null)),
    provider: bench.ladder.winner?.rung.kind === 'cloud' ? bench.ladder.winner.rung.name : bench.endpoint.shown,
    providerSetBy: bench.endpoint.place,
    signsInWith: bench.ladder.winner === null ? null : bench.ladder.winner.rung.name,
    model: bench.model,
    // Names only: what they are set to stays here.
    variables: Object.keys(bench.world.env)
      .filter((name) =>
        /^(ANTHROPIC|CLAUDE|WARMKEY|AWS|VAULT|NODE_EXTRA|XDG|https?_proxy|no_proxy|all_proxy)/i.test(name),
      )
      .toSorted(),
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

async function failuresOf(context: WarmkeyContext): Promise<readonly FailedExchange[]> {
  const socket = findSocket(context)
  if (socket === null) return []
  const answer = await demand<FailuresAnswer>(socket, { method: 'GET', path: '/v1/failures' }).catch(() => null)
  return answer === null || isError(answer) ? [] : answer.failures
}
