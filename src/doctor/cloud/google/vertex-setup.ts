import { isOn } from '../../../clients/claude-code/obstacle.ts'
import type { Bench } from '../../bench.ts'
import { adcFile } from './adc-file.ts'

/** A value and the variable that it comes from; `null` where it is the client's own default. */
export interface Setting {
  readonly value: string
  readonly by: string | null
}

/** Whether Claude Code speaks to Vertex here. */
export const usesVertex = ({ ladder }: Bench): boolean => ladder.winner?.rung.name === 'CLAUDE_CODE_USE_VERTEX'

/** Whether a gateway signs in, and Claude Code does not. */
export const vertexGateway = ({ clientEnv }: Bench): boolean => isOn(clientEnv.CLAUDE_CODE_SKIP_VERTEX_AUTH ?? '')

/** What every other program of Google takes for its project, and requests to Vertex do not name. */
export const otherProjects = [
  'GCLOUD_PROJECT',
  'GOOGLE_CLOUD_PROJECT',
  'gcloud_project',
  'google_cloud_project',
] as const

/**
 * The project that requests name: that of the variable, else that of the credentials; `null` where neither says one.
 * Measured with 2.1.197 and 2.1.330, which are told nothing by the other variables nor by a metadata server, whatever
 * https://code.claude.com/docs/en/google-vertex-ai says of them.
 */
export function vertexProject(bench: Bench): Setting | null {
  const by = 'ANTHROPIC_VERTEX_PROJECT_ID'
  const value = (bench.clientEnv[by] ?? '').trim()
  if (value !== '') return { value, by }
  const { json } = adcFile(bench)
  const found = [json?.project_id, json?.quota_project_id].find((each) => typeof each === 'string')
  return typeof found === 'string' ? { value: found, by: null } : null
}

/** Beginnings of names of models, and the variables that choose their region, as 2.1.330 has them. */
const regions: readonly (readonly [beginning: string, variable: string])[] = [
  ['claude-3-5-sonnet', 'VERTEX_REGION_CLAUDE_3_5_SONNET'],
  ['claude-3-7-sonnet', 'VERTEX_REGION_CLAUDE_3_7_SONNET'],
  ['claude-sonnet-4-5', 'VERTEX_REGION_CLAUDE_4_5_SONNET'],
  ['claude-sonnet-4-6', 'VERTEX_REGION_CLAUDE_4_6_SONNET'],
  ['claude-sonnet-5-5', 'VERTEX_REGION_CLAUDE_5_5_SONNET'],
  ['claude-3-5-haiku', 'VERTEX_REGION_CLAUDE_3_5_HAIKU'],
  ['claude-fable-5-1', 'VERTEX_REGION_CLAUDE_FABLE_5_1'],
  ['claude-fable-5-2', 'VERTEX_REGION_CLAUDE_FABLE_5_2'],
  ['claude-haiku-4-5', 'VERTEX_REGION_CLAUDE_HAIKU_4_5'],
  ['claude-haiku-5-5', 'VERTEX_REGION_CLAUDE_HAIKU_5_5'],
  ['claude-opus-4-1', 'VERTEX_REGION_CLAUDE_4_1_OPUS'],
  ['claude-opus-4-5', 'VERTEX_REGION_CLAUDE_4_5_OPUS'],
  ['claude-opus-4-6', 'VERTEX_REGION_CLAUDE_4_6_OPUS'],
  ['claude-opus-4-7', 'VERTEX_REGION_CLAUDE_4_7_OPUS'],
  ['claude-opus-4-8', 'VERTEX_REGION_CLAUDE_4_8_OPUS'],
  ['claude-opus-5-5', 'VERTEX_REGION_CLAUDE_5_5_OPUS'],
  ['claude-sonnet-4', 'VERTEX_REGION_CLAUDE_4_0_SONNET'],
  ['claude-sonnet-5', 'VERTEX_REGION_CLAUDE_5_SONNET'],
  ['claude-fable-5', 'VERTEX_REGION_CLAUDE_FABLE_5'],
  ['claude-opus-4', 'VERTEX_REGION_CLAUDE_4_0_OPUS'],
  ['claude-opus-5', 'VERTEX_REGION_CLAUDE_5_OPUS'],
]

/** Whether the client takes this text into an address; anything else is as good as none (measured with 2.1.330). */
const usable = (region: string): boolean => /^[A-Za-z0-9-]+$/.test(region)

/** Where requests for this model go: the variable of the model, then `CLOUD_ML_REGION`, then `us-east5`. */
export function vertexRegion({ clientEnv }: Bench, model: string): Setting {
  const own = regions.find(([beginning]) => model.startsWith(beginning))?.[1]
  for (const by of own === undefined ? ['CLOUD_ML_REGION'] : [own, 'CLOUD_ML_REGION']) {
    const value = (clientEnv[by] ?? '').trim()
    if (usable(value)) return { value, by }
  }
  return { value: 'us-east5', by: null }
}

/** Names that the client itself turns into a model, and those on Vertex, as 2.1.330 has them. */
const aliases: Readonly<Record<string, readonly [variable: string, model: string]>> = {
  sonnet: ['ANTHROPIC_DEFAULT_SONNET_MODEL', 'claude-sonnet-4-5@20250929'],
  opus: ['ANTHROPIC_DEFAULT_OPUS_MODEL', 'claude-opus-5-5'],
  haiku: ['ANTHROPIC_DEFAULT_HAIKU_MODEL', 'claude-haiku-4-5@20251001'],
}

/** The model that is asked about; `named` is `false` where the client chooses, and another version may choose another. */
export function vertexModel({ model, clientEnv }: Bench): { readonly model: string; readonly named: boolean } {
  const asked = (model ?? 'sonnet').replace(/\[1m\]$/, '')
  const alias = aliases[asked] ?? (/^claude-/.test(asked) ? undefined : aliases.sonnet)
  if (alias === undefined) return { model: asked, named: true }
  const chosen = (clientEnv[alias[0]] ?? '').trim().replace(/\[1m\]$/, '')
  return { model: chosen === '' ? alias[1] : chosen, named: chosen !== '' }
}

/** https://cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/use-claude */
export function vertexUrl({ clientEnv }: Bench, region: string): Setting {
  const own = (clientEnv.ANTHROPIC_VERTEX_BASE_URL ?? '').trim()
  if (own !== '') return { value: own, by: 'ANTHROPIC_VERTEX_BASE_URL' }
  const host =
    region === 'global'
      ? 'aiplatform.googleapis.com'
      : region === 'us' || region === 'eu'
        ? `aiplatform.${region}.rep.googleapis.com`
        : `${region}-aiplatform.googleapis.com`
  return { value: `https://${host}/v1`, by: null }
}
