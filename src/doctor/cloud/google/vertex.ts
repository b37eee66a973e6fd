import { lookUp } from '../../../clients/claude-code/layers.ts'
import type { Bench } from '../../bench.ts'
import { createEndpoint, type Endpoint, type Said, type Unsaid } from '../../endpoint.ts'
import { type Presented, presented } from '../../present.ts'
import { askCloud, type CloudFailure, type CloudToken } from '../ask-cloud.ts'
import { type Stranger, strangerIn } from '../trusted-env.ts'
import { type Setting, vertexGateway, vertexModel, vertexProject, vertexRegion, vertexUrl } from './vertex-setup.ts'

/** What requests to Vertex are made of, put together once for each bench. */
export interface Vertex {
  /** A variable of a project that says whom to ask; nobody is asked then. */
  readonly stranger: Stranger | null
  readonly gateway: boolean
  readonly project: Setting | null
  readonly region: Setting
  readonly model: string
  /** Whether somebody chose the model, and not the client. */
  readonly modelNamed: boolean
  readonly endpoint: Endpoint
  /** The token as the client would have it; asked for once. */
  token(signal: AbortSignal): Promise<CloudToken | CloudFailure>
  /** What is sent: that token, or the token of a gateway; `null` where there is none. */
  credential(signal: AbortSignal): Promise<Presented | null>
  /** Counts the tokens of one word, which costs nothing; with `--spend`, a message of one token where counting is unknown. */
  ask(signal: AbortSignal, how?: 'count' | 'message'): Promise<Said | Unsaid>
}

const made = new WeakMap<Bench, Vertex>()

/** What requests to Vertex are made of, put together once for each bench. */
export function vertexOf(bench: Bench): Vertex {
  const known = made.get(bench)
  if (known !== undefined) return known
  const { model, named } = vertexModel(bench)
  const region = vertexRegion(bench, model)
  const project = vertexProject(bench)
  const url = vertexUrl(bench, region.value)
  const gateway = vertexGateway(bench)
  const found = url.by === null ? null : lookUp(url.by, bench.layers, bench.world.env)
  const endpoint = createEndpoint({
    url: url.value,
    place: url.by === null ? null : (found?.layer?.origin.place ?? 'the shell'),
    trusted: found?.layer?.origin.trusted ?? true,
    env: bench.clientEnv,
    clock: bench.clock,
  })
  let asked: Promise<CloudToken | CloudFailure> | null = null
  const token = (signal: AbortSignal) => {
    asked ??= askCloud({ cloud: 'google', projectId: project?.value ?? null }, bench, environment(bench), signal)
    return asked
  }
  const vertex: Vertex = {
    stranger: strangerIn(bench, 'google'),
    gateway,
    project,
    region,
    model,
    modelNamed: named,
    endpoint,
    token,
    async credential(signal) {
      if (gateway) {
        const key = lookUp('ANTHROPIC_AUTH_TOKEN', bench.layers, bench.world.env)
        if (key === null || key.entry.value.trim() === '') return null
        const place = key.layer?.origin.place ?? 'the shell'
        return presented('ANTHROPIC_AUTH_TOKEN', place, 'authorization', key.entry.value)
      }
      const answer = await token(signal)
      return answer.kind === 'token' ? answer.credential : null
    },
    async ask(signal, how = 'count') {
      const credential = await vertex.credential(signal)
      const answer = gateway ? null : await token(signal)
      const path = `/projects/${encodeURIComponent(project?.value ?? '-')}/locations/${region.value}/publishers/anthropic/models`
      const body = { anthropic_version: 'vertex-2023-10-16', messages: [{ role: 'user', content: 'ping' }] }
      return endpoint.ask(
        {
          method: 'POST',
          path:
            how === 'count'
              ? `${path}/count-tokens:rawPredict`
              : `${path}/${encodeURIComponent(model).replaceAll('%40', '@')}:rawPredict`,
          body: how === 'count' ? { ...body, model } : { ...body, max_tokens: 1 },
          credentials: credential === null ? [] : [credential],
          ...(answer?.kind === 'token' ? { headers: answer.headers } : {}),
        },
        signal,
      )
    },
  }
  made.set(bench, vertex)
  return vertex
}

/** The client's environment; a path that is relative means the client's directory. */
function environment({ clientEnv, world }: Bench): Readonly<Record<string, string | undefined>> {
  const file = (clientEnv.GOOGLE_APPLICATION_CREDENTIALS ?? '').trim()
  const absolute = file === '' || /^([/\\]|[A-Za-z]:)/.test(file)
  return absolute ? clientEnv : { ...clientEnv, GOOGLE_APPLICATION_CREDENTIALS: `${world.cwd}/${file}` }
}
