import type { Signature } from '../signature.ts'

export const pageEndpointAuthentication: Signature = {
  id: 'page-endpoint-authentication',
  title: 'A refused sign-in at another address, as troubleshooting pages put it',
  provider: 'claude-code',
  cause: 'wrong-endpoint-or-header',
  renewable: 'no',
  when: [
    { printed: /\bCould not authenticate with the configured API endpoint\b/i },
    { printed: /\bCould not authenticate with the configured\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning:
    'Only troubleshooting pages report this text; they mean a base URL (Bedrock, Vertex, an internal proxy) that does not accept the credential.',
  why: 'Each address wants a credential of its own kind: a key of Anthropic does not open a gateway, and a gateway token does not open Anthropic.',
  commonCauses: [
    'a base URL of a gateway together with a key of Anthropic',
    'a base URL in project settings that wins over your own',
    'a cloud provider switched on without its credentials',
  ],
  remedy: [
    'Run /status and read base URL and credential: they must belong together.',
    'Look for ANTHROPIC_BASE_URL and CLAUDE_CODE_USE_BEDROCK, _VERTEX and _FOUNDRY in the shell and in settings files, and remove what you did not mean.',
    'Ask the address by curl with the same credential: its own words then show.',
  ],
  otherwise: 'Start the client with an empty CLAUDE_CONFIG_DIR and only the two variables of the gateway.',
  checks: [
    {
      on: 'any',
      look: 'env | grep -E "BASE_URL|CLAUDE_CODE_USE"; grep -n BASE_URL ~/.claude/settings.json .claude/settings*.json',
      expect: 'Every place an address can come from; project wins over user.',
    },
    { on: 'container', look: 'The env file', expect: 'May carry another address.' },
    { on: 'ci', look: 'The environment of the job', expect: 'Address of one stage, key of another.' },
  ],
  worked: '/status shows the pair you meant, and a prompt is answered.',
  ignorable: 'No: every prompt fails.',
  prevent: 'Set address and credential together, in one profile.',
  related: ['gateway-key-unknown', 'claude-code-auth-conflict', 'invalid-base-url'],
  hearsay: true,
  seen: [
    {
      text: 'Error: authentication_error - Could not authenticate with the configured API endpoint.',
      source: 'https://aitoolsrank.io/fix/claude-code-api-key-not-configured/',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
