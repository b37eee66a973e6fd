import { forScripts, strayKey } from './claude-code/inherited.ts'
import type { Client, ClientWorld, FoundCredential, Launch, Origin } from './client.ts'
import { defaultBaseUrl } from './client.ts'
import { withLoopback } from './loopback.ts'

const shell: Origin = { scope: 'shell', place: 'the shell', trusted: true }

/** Variables that name a credential of Anthropic's API; a child that is pointed at the gateway needs none of them. */
const credentialNames = ['ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_API_KEY'] as const

/** Any other command: an SDK, a script, another tool. The environment is all that is known of it. */
export const generic: Client = {
  id: 'generic',
  summary: 'Any command that takes its base URL and key from ANTHROPIC_BASE_URL and ANTHROPIC_AUTH_TOKEN.',
  matches: () => true,
  obstacle: () => null,
  find: ({ env }) => {
    const name = credentialNames.find((candidate) => (env[candidate] ?? '').trim() !== '')
    if (name === undefined) {
      return {
        kind: 'nothing',
        sentence: 'No credential was found: ANTHROPIC_AUTH_TOKEN and ANTHROPIC_API_KEY are not set.',
      }
    }
    const credential: FoundCredential = {
      type: name === 'ANTHROPIC_AUTH_TOKEN' ? 'token' : 'api-key',
      name,
      at: { in: 'shell' },
      origin: shell,
    }
    const url = (env.ANTHROPIC_BASE_URL ?? '').trim()
    const baseUrl = url === '' ? { url: defaultBaseUrl, origin: null } : { url, origin: shell }
    return { kind: 'key', credential, baseUrl, sourceEnv: {}, remarks: [] }
  },
  launch: ({ world, args, gatewayUrl, localKey, dialect, aws }) => ({
    env: {
      ...(dialect === 'bedrock'
        ? toBedrock(gatewayUrl, localKey, aws?.region)
        : toMessages(world, gatewayUrl, localKey)),
      NO_PROXY: withLoopback(world.env.NO_PROXY ?? world.env.no_proxy),
      no_proxy: withLoopback(world.env.no_proxy ?? world.env.NO_PROXY),
    },
    settings: null,
    args: () => args,
    ...noticeOf(dialect === 'bedrock' ? null : strayKey(world)),
  }),
}

const noticeOf = (notice: string | null) => (notice === null ? {} : { notice })

const toMessages = (world: ClientWorld, url: string, localKey: string): Launch['env'] => ({
  ...forScripts(world),
  ANTHROPIC_BASE_URL: url,
  ANTHROPIC_AUTH_TOKEN: localKey,
  // A tool that was given an API key may know that variable alone: it keeps one, but ours.
  ANTHROPIC_API_KEY: (world.env.ANTHROPIC_API_KEY ?? '').trim() === '' ? null : localKey,
})

/**
 * SDKs of AWS sign, and send a Bearer over TLS alone (boto3), so the local key is the id that they sign with; what they
 * sign with opens nothing. Whatever else of AWS the program uses needs a profile or credentials that it names itself.
 */
const toBedrock = (url: string, localKey: string, region: string | undefined): Launch['env'] => ({
  ANTHROPIC_BEDROCK_BASE_URL: url,
  AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url,
  AWS_ENDPOINT_URL_BEDROCK: url,
  ...(region === undefined ? {} : { AWS_REGION: region, AWS_DEFAULT_REGION: region }),
  AWS_ACCESS_KEY_ID: localKey,
  AWS_SECRET_ACCESS_KEY: 'opens-nothing',
  AWS_SESSION_TOKEN: null,
  AWS_BEARER_TOKEN_BEDROCK: null,
  // A profile would come before the two.
  AWS_PROFILE: null,
  AWS_DEFAULT_PROFILE: null,
})
