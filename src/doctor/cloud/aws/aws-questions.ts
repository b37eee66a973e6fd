import type { Bench } from '../../bench.ts'
import { type AwsWay, addressOf } from './aws-way.ts'

/** Names that the client turns into a model by itself. */
const aliases = /^(?:default|best|sonnet|opus|haiku|opusplan)(?:\[1m\])?$/

/** The model that somebody named as Bedrock knows models; `null` for the client's own choice. */
export const modelNamed = ({ model }: Bench): string | null =>
  model === null || aliases.test(model) ? null : model.replace(/\[1m\]$/, '')

/** The model behind an inference profile: `us.anthropic.claude-x` is `anthropic.claude-x`. */
export const baseModel = (id: string): string =>
  (id.split('/').at(-1) ?? id).replace(/^[a-z-]{2,8}\.(?=anthropic\.)/, '')

/** No model answers it: there is no message in it. */
const emptyBody = JSON.stringify({ anthropic_version: 'bedrock-2023-05-31' })
const oneToken = JSON.stringify({
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 1,
  messages: [{ role: 'user', content: 'ping' }],
})

/** One question, before it is known who signs it. */
export interface Asked {
  readonly name: 'identity' | 'list' | 'model' | 'availability' | 'message'
  readonly method: 'GET' | 'POST'
  readonly address: string
  readonly path: string
  readonly body?: string
}

/** Every question that is asked here, each free unless the user agreed to a message. */
export function questionsOf(bench: Bench, way: AwsWay): Asked[] {
  if (way.cloud === 'CLAUDE_CODE_USE_ANTHROPIC_AWS')
    return [{ name: 'list', method: 'GET', address: addressOf(way, 'bedrock'), path: '/v1/models?limit=1000' }]
  const [control, runtime] = [addressOf(way, 'bedrock'), addressOf(way, 'bedrock-runtime')]
  const model = modelNamed(bench)
  const escaped = model === null ? '{model}' : encodeURIComponent(model)
  const invoke = { method: 'POST', address: runtime, path: `/model/${escaped}/invoke` } as const
  return [
    // As the client asks for it: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListInferenceProfiles.html
    { name: 'list', method: 'GET', address: control, path: '/inference-profiles?type=SYSTEM_DEFINED&maxResults=1000' },
    { ...invoke, name: 'model', body: emptyBody },
    ...(model === null || model.startsWith('arn:')
      ? []
      : [
          {
            name: 'availability',
            method: 'GET',
            address: control,
            path: `/foundation-model-availability/${encodeURIComponent(baseModel(model))}`,
          } as const,
        ]),
    ...(bench.spend && model !== null ? [{ ...invoke, name: 'message', body: oneToken } as const] : []),
  ]
}

/** The headers of the Claude Platform: https://code.claude.com/docs/en/claude-platform-on-aws */
export function platformHeaders({ env }: AwsWay): Record<string, string> {
  const workspace = env.ANTHROPIC_AWS_WORKSPACE_ID?.trim() ?? ''
  return { 'anthropic-version': '2023-06-01', ...(workspace === '' ? {} : { 'anthropic-workspace-id': workspace }) }
}
