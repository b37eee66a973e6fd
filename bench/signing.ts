/** What signing costs: one signature, requests through the dialect that signs, and nothing where nobody signs. */
import { signRequest } from '../src/gateway/signature-v4.ts'
import { absent, count, type Figure, MB, median, ms, quantile } from './figures.ts'
import { residentMB, type Target } from './processes.ts'
import type { Measured } from './turns.ts'
import { type Serving, startWarmkey } from './warmkey.ts'
import { realBody, upstreamKey } from './wire.ts'

const signedBytes = 400_000
const budgetMs = 1

/** Signatures of {@link signedBytes} each, by what the gateway itself calls; the first, which loads the library, apart. */
export async function oneSignature(times: number): Promise<Figure> {
  const keys = { accessKeyId: upstreamKey, secretAccessKey: 'x'.repeat(40), sessionToken: 't'.repeat(900) }
  const url = new URL('https://bedrock-runtime.us-east-1.amazonaws.com/model/us.anthropic.claude-sonnet-5%3A0/invoke')
  const body = Buffer.alloc(signedBytes, 'The quick brown fox jumps over the lazy dog. ')
  const sign = async () => {
    const headers = new Headers({ 'content-type': 'application/json', accept: 'application/json' })
    const startedMs = performance.now()
    await signRequest({ method: 'POST', url, headers, body }, keys, { service: 'bedrock', region: 'us-east-1' }, 0)
    return performance.now() - startedMs
  }
  const first = await sign()
  for (let time = 0; time < times / 4; time++) await sign()
  const all: number[] = []
  for (let time = 0; time < times; time++) all.push(await sign())
  const middle = median(all)
  const last = quantile(
    all.toSorted((a, b) => a - b),
    0.99,
  )
  return {
    what: 'signing a body of 400 KB',
    value: ms(middle),
    budget: `≤ ${budgetMs} ms`,
    kept: middle <= budgetMs,
    note: `p99 ${ms(last)}; the first, which loads the library, ${ms(first)}`,
  }
}

/** The key of the upstream as an access key id: that is what it accepts of a signature. */
export const signingServing = (serving: Omit<Serving, 'source' | 'name'>): Serving => ({
  ...serving,
  name: 'bedrock',
  source: { type: 'aws' },
  speaks: { dialect: 'bedrock', region: 'us-east-1' },
  env: { AWS_ACCESS_KEY_ID: upstreamKey, AWS_SECRET_ACCESS_KEY: 'x'.repeat(40), AWS_SESSION_TOKEN: 't'.repeat(900) },
})

/** The path of the same request in Bedrock. */
export const signedTarget = '/model/us.anthropic.claude-sonnet-5/invoke'

const leastShare = 0.7

/** Requests that are signed by requests that are not, in the same rounds. */
export function signedFigures({ rounds }: Measured): Figure[] {
  const what = `throughput, ${realBody / 1000} KB POST, 32 connections: \`bedrock\` by \`messages\``
  const rate = (name: string) => rounds.flatMap(({ turns }) => turns.get(name)?.requestsPerSecond ?? [])
  const signed = rate('bedrock')
  const plain = rate('warmkey')
  if (signed.length === 0 || plain.length === 0)
    return [absent(what, `≥ ${leastShare}`, 'one of the two did not start')]
  const share = median(signed.map((each, round) => each / (plain[round] ?? Number.NaN)))
  const note = `${count(median(signed))} against ${count(median(plain))} requests/s`
  return [{ what, value: share.toFixed(2), budget: `≥ ${leastShare}`, kept: share >= leastShare, note }]
}

/** What the process holds at rest, with a profile that signs and with one that does not. */
export async function memoryFigure(upstream: number, launcher: string, directory: string): Promise<Figure> {
  const what = 'memory before the first request: a profile of AWS, beside one that is not'
  const ask = ({ port, key }: Target, path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      body: '{}',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    }).then((response) => response.arrayBuffer())
  const plain = await startWarmkey(
    { launcher, name: 'plain', upstream, source: { type: 'env', name: 'BENCH_KEY' } },
    directory,
  )
  const signing = await startWarmkey(signingServing({ launcher, upstream }), directory)
  await Bun.sleep(2000)
  const before = [residentMB(signing.pid), residentMB(plain.pid)]
  await Promise.all([ask(signing, signedTarget), ask(plain, '/v1/messages')])
  await Bun.sleep(500)
  const after = [residentMB(signing.pid), residentMB(plain.pid)]
  await Promise.all([signing.stop(), plain.stop()])
  return {
    what,
    value: `${MB(before[0] ?? null)}, ${MB(before[1] ?? null)}`,
    budget: null,
    kept: null,
    note: `after it ${MB(after[0] ?? null)}, ${MB(after[1] ?? null)}`,
  }
}
