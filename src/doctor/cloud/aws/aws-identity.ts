import type { Bench } from '../../bench.ts'
import type { Identity } from '../../credential/identity.ts'
import { presented } from '../../present.ts'
import { accountOf, readAwsFiles } from './aws-files.ts'
import { type AwsHeard, awsHeard, type Heard } from './aws-heard.ts'
import { cardOf, fieldsOf, isAnswer, isRefusal, seen, whose } from './aws-refusal.ts'
import { type AwsWay, addressOf, awsWay } from './aws-way.ts'
import { readBedrockKey } from './bedrock-key.ts'

/** Who somebody is for AWS, as AWS itself says; `null` wherever it did not. */
export interface AwsIdentity {
  readonly account: string | null
  readonly arn: string | null
  readonly region: string
}

/** Ids in a list of inference profiles, or of the models of the Claude Platform; `null` where there is none. */
export function modelsOf({ list }: AwsHeard): string[] | null {
  if (!isAnswer(list) || list.status !== 200) return null
  const ids = [...list.text.matchAll(/"(?:inferenceProfileId|id)":\s*"([\w.:-]{1,200})"/g)].map(([, id = '']) => id)
  return ids.length === 0 ? null : ids
}

/** The end of what signs, by its own word, milliseconds since the epoch; `null` where it does not say, or nobody may ask. */
export async function awsEnd(bench: Bench, signal: AbortSignal): Promise<number | null> {
  const way = awsWay(bench)
  if (way === null || way.strangers.length > 0) return null
  if (way.key !== null) return readBedrockKey(way.key.text)?.endsAtMs ?? null
  return (await awsHeard(bench, way, signal)).expiresAtMs
}

/** Whose the credentials are that Claude Code signs with on AWS, by the same requests as the doctor's; `null` elsewhere. */
export async function identifyAws(
  bench: Bench,
  about: Pick<Identity, 'name' | 'place' | 'hides'>,
  signal: AbortSignal,
): Promise<Identity | null> {
  const way = awsWay(bench)
  if (way === null) return null
  const address = new URL(addressOf(way, 'bedrock-runtime'))
  const where = { endpoint: address.origin, endpointPlace: way.base?.place ?? null, organization: null, expected: null }
  const workspace = way.env.ANTHROPIC_AWS_WORKSPACE_ID?.trim() ?? ''
  const base = {
    ...about,
    ...where,
    workspace: way.cloud === 'CLAUDE_CODE_USE_ANTHROPIC_AWS' && workspace !== '' ? workspace : null,
    fingerprint: null,
  }
  const nobody: AwsIdentity = { account: null, arn: null, region: way.region }
  if (way.strangers.length > 0) {
    const because = `AWS is not asked, because a project says how: ${way.strangers.join(', ')}`
    return { ...base, kind: null, accepted: null, because, endsAtMs: null, models: null, aws: nobody }
  }
  const heard = await awsHeard(bench, way, signal)
  const endsAtMs = await awsEnd(bench, signal)
  if (heard.failure !== null)
    return { ...base, kind: null, accepted: null, because: heard.failure.message, endsAtMs, models: null, aws: nobody }
  const { Account, Arn } = isAnswer(heard.identity) ? fieldsOf(heard.identity.text) : {}
  const ofKey = way.key === null ? null : (readBedrockKey(way.key.text)?.account ?? null)
  return {
    ...base,
    fingerprint: way.key === null ? null : presented('', '', 'authorization', way.key.text).secret.fingerprint,
    kind: whose(way, heard),
    ...acceptance(way, heard),
    endsAtMs,
    models: modelsOf(heard),
    expected: expectedOf(bench, way, Account),
    aws: {
      account: typeof Account === 'string' ? Account : ofKey,
      arn: typeof Arn === 'string' ? Arn : null,
      region: way.region,
    },
  }
}

/** The account that the profile names, where AWS names another. */
function expectedOf(bench: Bench, way: AwsWay, account: unknown): string | null {
  const profile = way.profile ?? 'default'
  const wanted = way.by === 'chain' ? accountOf(readAwsFiles(bench, way.env), profile) : null
  return wanted === null || typeof account !== 'string' || account === wanted
    ? null
    : `account ${wanted} (AWS profile "${profile}")`
}

function acceptance({ cloud }: AwsWay, { identity, list, models }: AwsHeard): Pick<Identity, 'accepted' | 'because'> {
  const asked = cloud === 'CLAUDE_CODE_USE_BEDROCK' ? 'GET /inference-profiles' : 'GET /v1/models'
  const told: [string, Heard | null][] = [
    ['sts:GetCallerIdentity', identity],
    [asked, list],
    ['POST /model/…/invoke', models[0]?.heard ?? null],
  ]
  const answers = told.flatMap(([what, heard]) => (heard === null ? [] : [{ what, heard }]))
  const because = answers.map(({ what, heard }) => seen(what, heard)).join(', ')
  // A denial names whom it denies: whoever is denied is known.
  const refused = answers.some(
    ({ heard }) =>
      isAnswer(heard) &&
      isRefusal(heard) &&
      cardOf(heard)?.cause !== 'permission' &&
      cardOf(heard)?.cause !== 'model-access',
  )
  const taken = answers.some(({ heard }) => isAnswer(heard) && (heard.status === 200 || heard.status === 400))
  return { accepted: refused ? false : taken ? true : null, because }
}
