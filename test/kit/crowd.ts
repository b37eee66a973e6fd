/**
 * A program: many requests of the official SDK at once, from a process of its own, because the runtime sends no more than
 * 256 at a time unless a variable says so before it starts. Reads what to do from stdin, prints what came of it.
 */
import Anthropic from '@anthropic-ai/sdk'

export interface CrowdOrder {
  readonly url: string
  readonly key: string
  readonly count: number
  /** Every `streamEvery`-th request asks for a stream. */
  readonly streamEvery: number
}

export interface CrowdReport {
  readonly answered: number
  /** What the others were told, each wording once. */
  readonly failures: readonly string[]
}

export async function ask({ url, key, count, streamEvery }: CrowdOrder): Promise<CrowdReport> {
  const client = new Anthropic({ baseURL: url, authToken: key, apiKey: null, maxRetries: 0, timeout: 120_000 })
  const one = async (index: number): Promise<string> => {
    const content = `request ${index}`
    const question = { model: 'claude-sonnet-5', max_tokens: 64, messages: [{ role: 'user' as const, content }] }
    const message =
      index % streamEvery === 0
        ? await client.messages.stream(question).finalMessage()
        : await client.messages.create(question)
    const [block] = message.content
    return block?.type === 'text' && block.text === `You said: ${content}` ? 'answered' : 'answered with something else'
  }
  const all = await Promise.all(
    Array.from({ length: count }, (_, index) => one(index).catch((cause: unknown) => String(cause))),
  )
  return {
    answered: all.filter((outcome) => outcome === 'answered').length,
    failures: [...new Set(all.filter((outcome) => outcome !== 'answered'))],
  }
}

/** Runs {@link ask} in a process of its own. */
export async function crowd(order: CrowdOrder): Promise<CrowdReport> {
  const child = Bun.spawn([process.execPath, import.meta.path], {
    env: { BUN_CONFIG_MAX_HTTP_REQUESTS: '65336' },
    stdin: new Blob([JSON.stringify(order)]),
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [out, err] = await Promise.all([child.stdout.text(), child.stderr.text()])
  if ((await child.exited) !== 0) throw new Error(`the crowd failed: ${err}`)
  return JSON.parse(out) as CrowdReport
}

if (import.meta.main) console.log(JSON.stringify(await ask((await Bun.stdin.json()) as CrowdOrder)))
