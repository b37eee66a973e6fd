import { andThen, setTo, takeOut } from '../fixes/fix-words.ts'

/** A host that is known and does not speak the Messages API at the address that is set. */
export interface Misplaced {
  /** What it is, as "the …". */
  readonly what: string
  readonly fix: string
  /** The address that counts, where it is one of the same host; else `null`. */
  readonly better: string | null
}

const name = 'ANTHROPIC_BASE_URL'

/** Addresses at which a provider speaks the Messages API, host by host; the rest of the host speaks something else. */
const rightPaths: readonly (readonly [host: RegExp, what: string, path: string, source: string])[] = [
  [/^openrouter\.ai$/, 'OpenRouter', '/api', 'https://openrouter.ai/docs/guides/coding-agents/claude-code-integration'],
  [/^api\.deepseek\.com$/, 'DeepSeek', '/anthropic', 'https://api-docs.deepseek.com/guides/anthropic_api'],
  [/^api\.moonshot\.(?:ai|cn)$/, 'Moonshot', '/anthropic', 'https://platform.moonshot.ai/docs/guide/agent-support'],
  [/^api\.z\.ai$/, 'Z.AI', '/api/anthropic', 'https://docs.z.ai/devpack/tool/claude'],
  [/^open\.bigmodel\.cn$/, 'BigModel', '/api/anthropic', 'https://docs.bigmodel.cn/cn/guide/develop/claude'],
  [/^api\.minimax\.io$/, 'MiniMax', '/anthropic', 'https://platform.minimax.io/docs/guides/text-ai-coding-tools'],
  [
    /^[\w-]+\.services\.ai\.azure\.com$/,
    'Microsoft Foundry',
    '/anthropic',
    'https://code.claude.com/docs/en/microsoft-foundry',
  ],
  [
    /^bedrock-mantle\.[\w-]+\.api\.aws$/,
    'Amazon Bedrock',
    '/anthropic',
    'https://code.claude.com/docs/en/amazon-bedrock',
  ],
]

/** Pages for people, whose API is the one that counts where nothing is set. */
const pages =
  /^(?:(?:www|console|docs|support|status)\.)?(?:anthropic|claude)\.com$|^(?:www\.)?claude\.ai$|^(?:platform|code)\.claude\.com$/

/** What is wrong with this host, by its name alone; `null` where nothing is known. */
export function misplaced(url: URL, place: string): Misplaced | null {
  const host = url.hostname.toLowerCase()
  const right = rightPaths.find(([known]) => known.test(host))
  if (right !== undefined) {
    const [, what, path] = right
    if (url.pathname.replace(/\/+$/, '') === path) return null
    const better = `${url.origin}${path}`
    return { what, fix: setTo(name, place, better), better }
  }
  const azure = /^([\w-]+)\.(?:openai|cognitiveservices)\.azure\.com$/.exec(host)?.[1]
  if (azure !== undefined) {
    const better = `https://${azure}.services.ai.azure.com/anthropic`
    return { what: 'the API of OpenAI at Azure', fix: setTo(name, place, better), better }
  }
  const bedrock = /^bedrock-runtime(?:-fips)?\.([\w-]+)\.amazonaws\.com(?:\.cn)?$/.exec(host)?.[1]
  if (bedrock !== undefined)
    return cloud('Amazon Bedrock, which has a dialect of its own', place, [
      ['CLAUDE_CODE_USE_BEDROCK', '1'],
      ['AWS_REGION', bedrock],
    ])
  const vertex = /^(?:([\w-]+)-)?aiplatform\.(?:[\w-]+\.rep\.)?googleapis\.com$/.exec(host)
  if (vertex !== null)
    return cloud('Google Vertex AI, which has a dialect of its own', place, [
      ['CLAUDE_CODE_USE_VERTEX', '1'],
      ['CLOUD_ML_REGION', vertex[1] ?? 'global'],
      ['ANTHROPIC_VERTEX_PROJECT_ID', '<your project>'],
    ])
  if (pages.test(host)) return { what: 'a web site for people', fix: takeOut(name, place), better: null }
  if (/^(?:api\.openai\.com|chatgpt\.com|generativelanguage\.googleapis\.com)$/.test(host))
    return { what: 'the API of another vendor', fix: takeOut(name, place), better: null }
  return null
}

/** A provider has a switch of its own, beside which the address is in the way. */
function cloud(what: string, place: string, variables: readonly (readonly [string, string])[]): Misplaced {
  const fix =
    place === 'the shell'
      ? `${takeOut(name, place)}; export ${variables.map(([variable, value]) => `${variable}=${value}`).join(' ')}`
      : variables.reduce(
          (text, [variable, value]) => andThen(text, setTo(variable, place, value)),
          takeOut(name, place),
        )
  return { what, fix, better: null }
}
