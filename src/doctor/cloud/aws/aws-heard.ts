import type { AwsFailure, AwsLink } from '../../../credential/sources/aws/answer.ts'
import { askAws } from '../../../credential/sources/aws/ask.ts'
import { chooseLink } from '../../../credential/sources/aws/chain.ts'
import { oneOfEachFamily } from '../../../credential/sources/aws/model-families.ts'
import type { AwsQuestion, AwsSaid } from '../../../credential/sources/aws/questions.ts'
import { asWarmkeyError } from '../../../errors.ts'
import type { Bench } from '../../bench.ts'
import { createEndpoint, type Endpoint } from '../../endpoint.ts'
import { shellWord } from '../../fixes/fix-words.ts'
import { presented } from '../../present.ts'
import { type ExportRun, runExport } from './aws-export.ts'
import { readAwsFiles } from './aws-files.ts'
import { type Asked, modelNamed, platformHeaders, questionsOf } from './aws-questions.ts'
import { type AwsWay, addressOf, awsWay } from './aws-way.ts'

/** One answer, or why there is none. */
export type Heard =
  | { readonly status: number; readonly headers: Headers; readonly text: string }
  | { readonly fault: string }

/** Everything that AWS, or the gateway in its place, said here, asked once for all checks. */
export interface AwsHeard {
  readonly exported: ExportRun | null
  /** Which link of the chain gave credentials; `null` for a key and for none. */
  readonly link: AwsLink | null
  /** Why there are no credentials. */
  readonly failure: AwsFailure | null
  /** Milliseconds since the epoch. */
  readonly expiresAtMs: number | null
  /** GetCallerIdentity; `null` where it was not asked. */
  readonly identity: Heard | null
  /** ListInferenceProfiles, or the list of models of the Claude Platform. */
  readonly list: Heard | null
  /** A request that no model can answer, for each model that was asked for: it says whether it may be called, and costs nothing. */
  readonly models: readonly { readonly model: string; readonly heard: Heard }[]
  /** GetFoundationModelAvailability of the model that is named. */
  readonly availability: Heard | null
  /** A message of one token, where that was agreed to. */
  readonly message: Heard | null
}

const remembered = new WeakMap<Bench, Promise<AwsHeard>>()

/** Asks once, whoever wants to know. Only where {@link AwsWay.strangers} is empty. */
export function awsHeard(bench: Bench, way: AwsWay, signal: AbortSignal): Promise<AwsHeard> {
  const known = remembered.get(bench)
  const heard = known ?? (way.by === 'chain' ? throughChain(bench, way, signal) : throughKey(bench, way, signal))
  remembered.set(bench, heard)
  return heard
}

/** The same for whoever has no way yet; `null` where the client does not speak to AWS, or a project says how. */
export async function heardHere(bench: Bench, signal: AbortSignal): Promise<{ way: AwsWay; heard: AwsHeard } | null> {
  const way = awsWay(bench)
  return way === null || way.strangers.length > 0 ? null : { way, heard: await awsHeard(bench, way, signal) }
}

/** The command and the questions together, milliseconds. The doctor as a whole waits ten seconds for nobody. */
const patienceMs = 7_000

async function throughChain(bench: Bench, way: AwsWay, signal: AbortSignal): Promise<AwsHeard> {
  const { clock, world } = bench
  const untilMs = clock.monotonicMs() + patienceMs
  const exported = await runExport(bench, way, signal)
  const session = exported?.env ?? null
  const env = session === null ? way.env : { ...way.env, ...session, AWS_PROFILE: undefined }
  const platform = way.cloud === 'CLAUDE_CODE_USE_ANTHROPIC_AWS'
  const questions: AwsQuestion[] = [
    {
      name: 'identity',
      service: 'sts',
      region: way.region,
      method: 'POST',
      url: `${addressOf(way, 'sts')}/`,
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
    },
    ...questionsOf(bench, way).map(
      ({ name, method, address, path, body }): AwsQuestion => ({
        name,
        service: platform ? 'aws-external-anthropic' : 'bedrock',
        region: way.region,
        method,
        url: `${address}${path}`,
        ...(platform ? { headers: platformHeaders(way) } : {}),
        ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
        ...(path.includes('{model}') ? { after: 'list' } : {}),
      }),
    ),
  ]
  const profile = session === null ? way.profile : null
  const options = { type: 'aws', ...(profile === null ? {} : { profile }) } as const
  const nothing = { exported, link: null, expiresAtMs: exported?.expiresAtMs ?? null, ...noAnswers }
  try {
    const deps = { clock, env, home: world.home }
    const answer = await askAws({ options, questions }, deps, signal, Math.max(untilMs - clock.monotonicMs(), 1_500))
    const { link } = answer
    if ('failure' in answer) return { ...nothing, link, failure: answer.failure }
    if ('mfa' in answer) {
      const type = `warmkey login${profile === null ? '' : ` --aws-profile ${shellWord(profile)}`}`
      const message = `The AWS profile "${profile ?? 'default'}" wants a code of the device ${answer.mfa.serial}.`
      return {
        ...nothing,
        link,
        failure: { code: 'source-needs-person', message, remedy: `Type: ${type}`, transient: false },
      }
    }
    if (!('said' in answer)) throw new TypeError('an answer to a question that was not asked')
    return {
      ...nothing,
      link,
      failure: null,
      expiresAtMs: exported?.expiresAtMs ?? answer.expiresAtMs,
      ...sorted(answer.said, modelNamed(bench)),
    }
  } catch (thrown) {
    if (signal.aborted) throw thrown
    const { code, message, remedy, transient } = asWarmkeyError(thrown)
    const { link } = linkHere(bench, way)
    return { ...nothing, link, failure: { code, message, remedy: remedy ?? 'Look at ~/.aws/config.', transient } }
  }
}

/** The link that the chain takes by what the files and variables say, whether it then works or not; a profile that is `missing`. */
export function linkHere(
  bench: Bench,
  way: AwsWay,
): { readonly link: AwsLink | null; readonly profile: string | null; readonly missing?: string } {
  const files = readAwsFiles(bench, way.env)
  const chosen = chooseLink({ type: 'aws', ...(way.profile === null ? {} : { profile: way.profile }) }, files, way.env)
  return 'link' in chosen ? chosen : { link: null, profile: null, ...('missing' in chosen ? chosen : {}) }
}

const noAnswers = { identity: null, list: null, models: [], availability: null, message: null } as const

function sorted(
  said: readonly AwsSaid[],
  named: string | null,
): Omit<AwsHeard, 'exported' | 'link' | 'failure' | 'expiresAtMs'> {
  const heard = (each: AwsSaid): Heard =>
    'fault' in each ? { fault: each.fault } : { ...each, headers: new Headers({ ...each.headers }) }
  const one = (name: string): Heard | null => {
    const found = said.find((each) => each.name === name)
    return found === undefined ? null : heard(found)
  }
  const models = said.flatMap((each) =>
    each.name === 'model' ? [{ model: each.model ?? named ?? '', heard: heard(each) }] : [],
  )
  return {
    identity: one('identity'),
    list: one('list'),
    models,
    availability: one('availability'),
    message: one('message'),
  }
}

/** Where requests go, as an endpoint that can be looked up, reached and asked without a signature. */
export function endpointOf(
  bench: Bench,
  way: AwsWay,
  service: 'bedrock' | 'bedrock-runtime' = 'bedrock-runtime',
): Endpoint {
  const { clock } = bench
  const url = addressOf(way, service)
  return createEndpoint({
    url,
    place: way.base?.place ?? null,
    trusted: way.strangers.length === 0,
    env: way.env,
    clock,
  })
}

async function throughKey(bench: Bench, way: AwsWay, signal: AbortSignal): Promise<AwsHeard> {
  const platform = way.cloud === 'CLAUDE_CODE_USE_ANTHROPIC_AWS'
  const header = platform && way.by === 'key' ? 'x-api-key' : 'authorization'
  const credentials = way.key === null ? [] : [presented(way.key.name, way.key.place, header, way.key.text)]
  const endpoints = { control: endpointOf(bench, way, 'bedrock'), runtime: endpointOf(bench, way) }
  const headers = platform ? platformHeaders(way) : {}
  const ask = async ({ method, address, path, body }: Asked): Promise<Heard> => {
    const endpoint = address === endpoints.control.url ? endpoints.control : endpoints.runtime
    const question = { method, path, credentials, headers, ...(body === undefined ? {} : { body: JSON.parse(body) }) }
    const answer = await endpoint.ask(question, signal)
    // Some gateways repeat the key that they refuse.
    return 'fault' in answer || way.key === null || way.key.text.length < 8
      ? answer
      : { ...answer, text: answer.text.replaceAll(way.key.text, '…') }
  }
  const asked = questionsOf(bench, way)
  const list = asked.find(({ name }) => name === 'list')
  const listed = list === undefined ? null : ask(list)
  const others = asked.filter(({ name, path }) => name !== 'list' && !path.includes('{model}'))
  const heard = new Map(await Promise.all(others.map(async (each) => [each.name, await ask(each)] as const)))
  const named = modelNamed(bench)
  const open = asked.find(({ path }) => path.includes('{model}'))
  const first = await listed
  const models =
    open === undefined || first === null || 'fault' in first || first.status !== 200
      ? []
      : await Promise.all(
          oneOfEachFamily(first.text).map(async (model) => ({
            model,
            heard: await ask({ ...open, path: open.path.replace('{model}', encodeURIComponent(model)) }),
          })),
        )
  const model = heard.get('model')
  return {
    ...noAnswers,
    exported: null,
    link: null,
    failure: null,
    expiresAtMs: null,
    list: first,
    models: model === undefined || named === null ? models : [{ model: named, heard: model }],
    availability: heard.get('availability') ?? null,
    message: heard.get('message') ?? null,
  }
}
