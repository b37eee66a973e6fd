import { signatureProblem } from './aws-signature.ts'

/** An answer of AWS: status, the name of the error in its header if there, and the body. */
export interface ScriptedAnswer {
  readonly status: number
  readonly type?: string
  readonly body?: string | Uint8Array
  readonly contentType?: string
}

/** What AWS would make of one request. */
export interface SeenByAws {
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** What is wrong with its signature by these keys; `null` for nothing. */
  problem(keys: Parameters<typeof signatureProblem>[1], scope?: Parameters<typeof signatureProblem>[2]): string | null
}

/** An upstream that gives the scripted answers in turn, the last one again and again, and keeps what it saw. */
export interface ScriptedAws extends Disposable {
  readonly url: string
  readonly seen: readonly SeenByAws[]
}

const signing = { service: 'bedrock', region: 'us-east-1' }

export function openScriptedAws(...answers: readonly ScriptedAnswer[]): ScriptedAws {
  const seen: SeenByAws[] = []
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    async fetch(request) {
      const target = request.url.replace(/^http:\/\/[^/]+/, '')
      const headers = Object.fromEntries(request.headers.entries())
      const body = new Uint8Array(await request.arrayBuffer())
      const { method } = request
      seen.push({
        target,
        headers,
        body,
        problem: (keys, scope = signing) => signatureProblem({ method, target, headers, body }, keys, scope),
      })
      const answer = answers[seen.length - 1] ?? answers.at(-1) ?? { status: 200 }
      return new Response(answer.body ?? '{}', {
        status: answer.status,
        headers: {
          'content-type': answer.contentType ?? 'application/json',
          'x-amzn-requestid': `aws-${seen.length}`,
          ...(answer.type === undefined ? {} : { 'x-amzn-errortype': answer.type }),
        },
      })
    },
  })
  return { url: `http://127.0.0.1:${server.port}`, seen, [Symbol.dispose]: () => void server.stop(true) }
}
