/** Whose a credential is by its look. */

/** It opens a gateway of warmkey and nothing else. */
export const localKey = 'a local key of warmkey'

/** Who hands out credentials of this look. */
const issuers: readonly (readonly [RegExp, string])[] = [
  [/^sk-ant-api\d\d-/, 'an Anthropic API key'],
  [/^sk-ant-oat\d\d-/, 'an Anthropic access token'],
  [/^sk-ant-ort\d\d-/, 'an Anthropic refresh token'],
  [/^sk-ant-admin\d\d-/, 'an Anthropic Admin API key'],
  [/^sk-ant-sid\d\d-/, 'a session cookie of claude.ai'],
  [/^sk-or-v1-/, 'an OpenRouter key'],
  [/^sk-proj-|^sk-svcacct-|^sk-[A-Za-z0-9]{48}$/, 'an OpenAI key'],
  [/^wk-/, localKey],
  [/^AIza[\w-]{30,}/, 'a Google API key'],
  [/^ya29\./, 'a Google access token'],
  [/^A[KS]IA[A-Z0-9]{16}$/, 'an AWS access key id'],
  [/^hv[sbr]\.|^s\.[A-Za-z0-9]{24}$/, 'a Vault token'],
  [/^gh[pousr]_|^github_pat_/, 'a GitHub token'],
  [/^dapi[0-9a-f]{32}/, 'a Databricks token'],
  [/^gsk_/, 'a Groq key'],
  [/^xai-/, 'an xAI key'],
  [/^hf_[A-Za-z0-9]{20,}/, 'a Hugging Face token'],
  [/^pplx-/, 'a Perplexity key'],
  [/^nvapi-/, 'an NVIDIA key'],
  [/^glpat-/, 'a GitLab token'],
  [/^xox[abeprs]-/, 'a Slack token'],
  [/^npm_[A-Za-z0-9]{30,}/, 'an npm token'],
  [/^sk_(live|test)_/, 'a Stripe key'],
  [/^(bedrock-api-key-|ABSK[A-Za-z0-9+/=]{20,})/, 'an Amazon Bedrock API key'],
  [/^sk-[0-9a-f]{32}$/, 'a DeepSeek key'],
  [/^eyJ[\w-]+\.[\w-]+\./, 'a JSON Web Token'],
]

/** What the text looks like, as "an Anthropic API key"; `null` where nothing is known of its look. */
export const issuerOf = (text: string): string | null => issuers.find(([pattern]) => pattern.test(text))?.[1] ?? null

const elsewhere = new Set([
  'an OpenRouter key',
  'an OpenAI key',
  'a Google API key',
  'an AWS access key id',
  'a Vault token',
  'a GitHub token',
  'a Groq key',
  'an xAI key',
  'an Anthropic refresh token',
  'an Anthropic Admin API key',
  'a Google access token',
  'a Databricks token',
  'a Hugging Face token',
  'a Perplexity key',
  'an NVIDIA key',
  'a GitLab token',
  'a Slack token',
  'an npm token',
  'a Stripe key',
  'an Amazon Bedrock API key',
  'a DeepSeek key',
  localKey,
])

/**
 * Why a credential of this look cannot open Anthropic's own API; `null` where it may. Other endpoints take what they like.
 */
export function wrongKindFor(host: string, text: string): string | null {
  const issuer = issuerOf(text.trim())
  return issuer !== null && host === 'api.anthropic.com' && elsewhere.has(issuer) ? issuer : null
}

/** Whether it belongs to somebody else, or to another purpose, whatever the endpoint is. */
export const isForeign = (issuer: string | null): boolean => issuer !== null && elsewhere.has(issuer)
