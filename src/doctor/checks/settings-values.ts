import { type Check, type Complaint, ok } from '../check.ts'

/** Keys that pages on the web recommend and Claude Code does not read, with what it reads. */
const unread: Readonly<Record<string, string>> = {
  apiKey: 'env.ANTHROPIC_API_KEY, or "apiKeyHelper" with a command that prints the key',
  api_key: 'env.ANTHROPIC_API_KEY, or "apiKeyHelper" with a command that prints the key',
  anthropicApiKey: 'env.ANTHROPIC_API_KEY, or "apiKeyHelper" with a command that prints the key',
  anthropic_api_key: 'env.ANTHROPIC_API_KEY, or "apiKeyHelper" with a command that prints the key',
  authToken: 'env.ANTHROPIC_AUTH_TOKEN',
  auth_token: 'env.ANTHROPIC_AUTH_TOKEN',
  api_key_helper: '"apiKeyHelper"',
  apiBaseUrl: 'env.ANTHROPIC_BASE_URL',
  apiUrl: 'env.ANTHROPIC_BASE_URL',
  api_base_url: 'env.ANTHROPIC_BASE_URL',
  baseURL: 'env.ANTHROPIC_BASE_URL',
  baseUrl: 'env.ANTHROPIC_BASE_URL',
  base_url: 'env.ANTHROPIC_BASE_URL',
  ANTHROPIC_API_KEY: 'the same name inside "env"',
  ANTHROPIC_AUTH_TOKEN: 'the same name inside "env"',
  ANTHROPIC_BASE_URL: 'the same name inside "env"',
  ANTHROPIC_CUSTOM_HEADERS: 'the same name inside "env"',
  CLAUDE_CODE_OAUTH_TOKEN: 'the same name inside "env"',
  CLAUDE_CODE_USE_BEDROCK: 'the same name inside "env"',
  CLAUDE_CODE_USE_VERTEX: 'the same name inside "env"',
  CLAUDE_CODE_USE_FOUNDRY: 'the same name inside "env"',
}

const credentials = ['ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_API_KEY']

/** Values that do something else than whoever wrote them thinks. */
export const settingsValues: Check = {
  id: 'settings-values',
  title: 'Settings say what they seem to say',
  group: 'files',
  needs: ['directories'],
  run({ layers, world }) {
    const complaints: Complaint[] = []
    for (const { origin, settings, path } of layers.layers) {
      const removal = (...pointer: [string, ...string[]]) =>
        path === null ? {} : { edit: { what: 'remove', path, pointer } as const }
      for (const [name, { value, wasNull }] of settings.env) {
        if (wasNull && credentials.includes(name))
          complaints.push({
            status: 'wrong',
            cause: 'config-file',
            summary: `${name} is null in ${origin.place}, and Claude Code sends the word "null" as a key.`,
            evidence: [`${origin.place}: "env": { "${name}": null }`],
            fix: `Remove ${name} from ${origin.place}.`,
            ...removal('env', name),
            number: 4,
          })
        else if (credentials.includes(name) && value.trim() === '' && (world.env[name] ?? '').trim() !== '')
          complaints.push({
            status: 'wrong',
            cause: 'config-file',
            summary: `${name} is empty in ${origin.place}, which hides the one that this shell exports.`,
            evidence: [`${origin.place}: "env": { "${name}": "" }`, `the shell: ${name} is set`],
            fix: `Remove ${name} from ${origin.place}.`,
            ...removal('env', name),
            number: 4,
          })
        else if (name === 'ANTHROPIC_BASE_URL' && value.trim() === '' && (world.env[name] ?? '').trim() !== '')
          complaints.push({
            status: 'wrong',
            cause: 'wrong-endpoint-or-header',
            summary: `ANTHROPIC_BASE_URL is empty in ${origin.place}, so prompts and key go to api.anthropic.com and not to the address that this shell exports.`,
            evidence: [`${origin.place}: "env": { "ANTHROPIC_BASE_URL": "" }`, 'the shell: ANTHROPIC_BASE_URL is set'],
            fix: `Remove ANTHROPIC_BASE_URL from ${origin.place}.`,
            ...removal('env', 'ANTHROPIC_BASE_URL'),
            number: 4,
          })
      }
      for (const [name, instead] of Object.entries(unread))
        if (settings.all[name] !== undefined)
          complaints.push({
            status: 'warn',
            cause: 'config-file',
            summary: `Claude Code does not read "${name}" in ${origin.place}.`,
            evidence: [`${origin.place}: "${name}" at the top`],
            fix: `Use ${instead} in ${origin.place}.`,
          })
    }
    return (
      complaints.find(({ status }) => status === 'wrong') ??
      complaints[0] ??
      ok('no null, nothing empty, nothing unread')
    )
  },
}
