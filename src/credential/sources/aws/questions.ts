import { readFileSync } from 'node:fs'
import { getCACertificates, rootCertificates } from 'node:tls'
import { SignatureV4 } from '@smithy/signature-v4'
import { type Clock, deadline } from '../../../clock.ts'
import { Sha256 } from '../../../sha256.ts'
import { oneOfEachFamily } from './model-families.ts'
import type { AwsCredentials } from './obtain.ts'

/** One request that is signed with the credentials that were found. */
export interface AwsQuestion {
  /** By which its answer is found. */
  readonly name: string
  /** The name in the scope of the signature: `sts`, `bedrock`, `aws-external-anthropic`. */
  readonly service: string
  readonly region: string
  readonly method: 'GET' | 'POST'
  /** With its query. `{model}` in it stands for each model that the answer to {@link AwsQuestion.after} leads to. */
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** The question, earlier in the list, whose answer lists the inference profiles that `{model}` is taken from. */
  readonly after?: string
}

/** What came of it. */
export type AwsSaid = {
  readonly name: string
  /** The model that `{model}` stood for. */
  readonly model?: string
} & (
  | {
      readonly status: number
      /** The headers that tell anything. */
      readonly headers: Readonly<Record<string, string>>
      /** At most 6 KiB; XML of STS is given as the JSON that the other services use, and a list of inference profiles as its ids. */
      readonly text: string
    }
  /** The runtime's code. */
  | { readonly fault: string }
)

/** Of one question, milliseconds. */
const patienceMs = 4_000
/** All answers together go through a pipe that takes 64 KiB. */
const mostCharacters = 6 * 1024
const mostRead = 1024 * 1024

const telling = [
  'x-amzn-errortype',
  'x-amzn-requestid',
  'content-type',
  'date',
  'www-authenticate',
  'location',
  'retry-after',
]

/** Signs and sends them, side by side as far as none waits for another. Never rejects, follows no redirect, tries once. */
export async function askQuestions(
  questions: readonly AwsQuestion[],
  credentials: AwsCredentials,
  { clock, env }: { readonly clock: Clock; readonly env: Readonly<Record<string, string | undefined>> },
): Promise<AwsSaid[]> {
  const authorities = questions.some(({ url }) => url.startsWith('https:')) ? trusted(env.NODE_EXTRA_CA_CERTS) : []
  const asked = new Map<string, Promise<AwsSaid>>()
  const ask = (question: AwsQuestion, model?: string): Promise<AwsSaid> => {
    const url = model === undefined ? question.url : question.url.replace('{model}', encodeURIComponent(model))
    const about = { name: question.name, ...(model === undefined ? {} : { model }) }
    return send({ ...question, url }, credentials, clock, authorities).then(
      (said) => ({ ...about, ...said }),
      (thrown: unknown) => ({ ...about, fault: codeOf(thrown) }),
    )
  }
  const all = questions.map(async (question) => {
    if (question.after === undefined) {
      const only = ask(question)
      asked.set(question.name, only)
      return [await only]
    }
    const list = await asked.get(question.after)
    const models = list !== undefined && 'text' in list ? oneOfEachFamily(list.text) : []
    return Promise.all(models.map((model) => ask(question, model)))
  })
  return (await Promise.all(all)).flat()
}

async function send(
  { service, region, method, url, headers = {}, body }: AwsQuestion,
  credentials: AwsCredentials,
  clock: Clock,
  authorities: readonly string[],
): Promise<{ status: number; headers: Record<string, string>; text: string }> {
  const { protocol, hostname, host, pathname, searchParams } = new URL(url)
  const signer = new SignatureV4({ service, region, credentials: { ...credentials }, sha256: Sha256 })
  const request = {
    method,
    protocol,
    hostname,
    // As the SDKs sign it: what is escaped on the way is escaped once more by the signer.
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: { host, ...headers },
    ...(body === undefined ? {} : { body }),
  }
  const signed = await signer.sign(request, { signingDate: new Date(clock.nowMs()) })
  const late = deadline(clock, patienceMs, new AbortController().signal, () =>
    Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' }),
  )
  try {
    const response = await fetch(url, {
      method,
      headers: signed.headers,
      redirect: 'manual',
      signal: late.signal,
      ...(body === undefined ? {} : { body }),
      ...(protocol === 'https:' ? { tls: { ca: [...authorities] } } : {}),
    })
    const text = (await response.text()).slice(0, mostRead)
    const kept = telling.flatMap((name) => {
      const value = response.headers.get(name)
      return value === null ? [] : [[name, value.slice(0, 1_000)] as const]
    })
    return {
      status: response.status,
      headers: Object.fromEntries(kept),
      text: idsOf(fromXml(withoutKeys(text, credentials))).slice(0, mostCharacters),
    }
  } catch (thrown) {
    throw late.signal.aborted ? late.signal.reason : thrown
  } finally {
    late.callOff()
  }
}

/** What is shorter is no secret of anybody, and would take letters out of every word. */
const leastSecret = 8

/** AWS repeats in some refusals what should have been signed, the token of the session included. */
const withoutKeys = (text: string, { secretAccessKey, sessionToken }: AwsCredentials): string =>
  [secretAccessKey, sessionToken ?? ''].reduce(
    (left, secret) => (secret.length < leastSecret ? left : left.replaceAll(secret, '…')),
    text,
  )

const xmlFields = ['Code', 'Message', 'Account', 'Arn', 'UserId'] as const

/** What STS says, as the services say it that answer in JSON: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
function fromXml(text: string): string {
  if (!/^\s*(?:<\?xml[^>]{0,100}\?>\s*)?<(?:ErrorResponse|GetCallerIdentityResponse)\b/.test(text)) return text
  const found = xmlFields.flatMap((name) => {
    const value = new RegExp(`<${name}>([^<]{1,2048})</${name}>`).exec(text)?.[1]
    return value === undefined ? [] : [[name === 'Message' ? 'message' : name, plain(value)] as const]
  })
  return JSON.stringify(Object.fromEntries(found))
}

/** Ids of Claude alone, of a list of inference profiles: with everything else in it, it would be ten times as long. */
function idsOf(text: string): string {
  if (!text.includes('"inferenceProfileSummaries"')) return text
  const ids = [...text.matchAll(/"inferenceProfileId":\s*"([\w.:-]{1,200})"/g)].map(([, id = '']) => id)
  const ours = ids.filter((id) => id.includes('anthropic.'))
  return JSON.stringify({ inferenceProfileSummaries: ours.map((inferenceProfileId) => ({ inferenceProfileId })) })
}

const plain = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&')

const codeOf = (thrown: unknown): string => {
  const code = Object(thrown).code
  return typeof code === 'string' ? code : thrown instanceof Error ? thrown.name : 'unknown'
}

/** What Claude Code trusts: its own list, the system's, and a file that is named. */
function trusted(file: string | undefined): string[] {
  const all = [...rootCertificates, ...getCACertificates('system')]
  try {
    const more = file === undefined || file === '' ? '' : readFileSync(file, 'utf8')
    return more.includes('BEGIN CERTIFICATE') ? [...all, more] : all
  } catch {
    return all
  }
}
