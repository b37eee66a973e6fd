import type { Signature } from './signature.ts'

/** What people call a provider, and what cards call it. A name that stands on neither side is another provider. */
const aliases: Readonly<Record<string, string>> = {
  claude: 'anthropic',
  bedrock: 'aws',
  'amazon-bedrock': 'aws',
  'aws-bedrock': 'aws',
  vertex: 'google',
  'vertex-ai': 'google',
  gcp: 'google',
  gemini: 'google',
  foundry: 'azure',
  'azure-openai': 'azure',
  'azure-foundry': 'azure',
  copilot: 'github',
  'github-copilot': 'github',
  hashicorp: 'vault',
  openbao: 'vault',
}

/** Names that `--provider` shows in its help; the cards know more. */
export const providerNames =
  'anthropic, bedrock, aws, vertex, gcp, foundry, azure, azure-openai, openai, vault, databricks'

/** The provider as cards name it; `other` for a name that no card knows. */
export function providerNamed(name: string, cards: readonly Signature[]): string {
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
  const known = new Set(cards.flatMap(({ provider, when }) => [provider, ...when.flatMap((one) => one.provider ?? [])]))
  if (known.has(plain)) return plain
  const meant = aliases[plain]
  return meant !== undefined && (known.has(meant) || Object.values(aliases).includes(meant)) ? meant : 'other'
}

/** Words that only one provider's errors and tools write. */
const marks: readonly (readonly [provider: string, pattern: RegExp])[] = [
  [
    'aws',
    /\bamazonaws\.com\b|\bbotocore\b|\barn:aws[a-z-]{0,12}:|\bx-amzn-|\bBedrockException\b|\baws (?:sso|sts|configure)\b|\bawsAuthRefresh\b/i,
  ],
  [
    'azure',
    /\bAADSTS\d{4,7}\b|\bazure\.com\b|\bwindows\.net\b|\bazure-identity\b|\bAzureCliCredential\b|\bmicrosoftonline\.com\b|\bAzureException\b/i,
  ],
  [
    'google',
    /\bgoogleapis\.com\b|\bgoogle\.auth\b|\bVertexAIException\b|\bgcloud auth\b|\bapplication_default_credentials\b/i,
  ],
  [
    'vault',
    /\bvault\.(?:hcl|service)\b|\bVAULT_(?:ADDR|TOKEN)\b|\bX-Vault-(?:Token|Request)\b|\bvault (?:kv|login|token|read|write)\b|:8200\/v1\//i,
  ],
  ['databricks', /\bdatabricks\b/i],
  ['openai', /\bapi\.openai\.com\b|\bplatform\.openai\.com\b|\bOpenAIException\b/i],
  ['anthropic', /\bapi\.anthropic\.com\b|\bAnthropicException\b|\breq_011[A-Za-z0-9]{5,30}\b/],
]

/** Who a text speaks of, where it names exactly one provider; `undefined` where it names none or several. */
export function providerIn(text: string): string | undefined {
  const found = marks.filter(([, pattern]) => pattern.test(text)).map(([provider]) => provider)
  return found.length === 1 ? found[0] : undefined
}
