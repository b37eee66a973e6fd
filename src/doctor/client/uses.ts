import { awsProfile } from '../../clients/claude-code/aws-region.ts'
import { lookUp, pathsOf } from '../../clients/claude-code/layers.ts'
import { isOn } from '../../clients/claude-code/obstacle.ts'
import { defaultBaseUrl } from '../../clients/client.ts'
import type { Bench } from '../bench.ts'
import type { Use } from '../versions/known-version.ts'

const proxies = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']

/** What of Claude Code is used here, as far as it decides whether a fault of its version matters. */
export function usesOf({ ladder, layers, clientEnv, world, endpoint }: Bench): ReadonlySet<Use> {
  const has = (name: string): boolean => (clientEnv[name] ?? '').trim() !== ''
  const on = (name: string): boolean => isOn(clientEnv[name] ?? '')
  const rungs = [ladder.winner, ladder.beside].flatMap((each) => (each === null ? [] : [each.rung.kind]))
  const setting = (name: string): boolean =>
    layers.layers.some(({ settings }) => typeof settings.all[name] === 'string' && settings.all[name] !== '')
  const managed = layers.layers.find(({ origin }) => origin.scope === 'managed')?.settings
  const cloud = ladder.winner?.rung.kind === 'cloud'
  const bedrock = cloud && on('CLAUDE_CODE_USE_BEDROCK')
  const aws = bedrock || on('CLAUDE_CODE_USE_ANTHROPIC_AWS') || on('CLAUDE_CODE_USE_MANTLE')
  const helped = layers.layers.find(({ settings }) => settings.apiKeyHelper !== undefined)?.settings.apiKeyHelper
  const base = lookUp('ANTHROPIC_BASE_URL', layers, world.env)
  const gateway = !cloud && endpoint.parsed !== null && endpoint.url.replace(/\/$/, '') !== defaultBaseUrl
  const proxy = proxies.some(has)
  const encrypted = endpoint.parsed?.protocol === 'https:'
  const uses: Readonly<Record<Use, boolean>> = {
    helper: cloud ? (helped ?? '').trim() !== '' : rungs.includes('helper'),
    token: cloud ? has('ANTHROPIC_AUTH_TOKEN') : rungs.includes('token'),
    login: ladder.rungs.some(({ kind }) => kind === 'login') && !cloud && !rungs.includes('api-key'),
    'login-token': rungs.includes('login-token'),
    federation: rungs.includes('federation'),
    workspace: has('ANTHROPIC_WORKSPACE_ID'),
    'forced-login': ['forceLoginMethod', 'forceLoginOrgUUID'].some((name) => managed?.all[name] !== undefined),
    gateway,
    'gateway-in-shell': gateway && base !== null && base.layer === null,
    cloud,
    bedrock,
    vertex: cloud && on('CLAUDE_CODE_USE_VERTEX'),
    foundry: cloud && on('CLAUDE_CODE_USE_FOUNDRY'),
    'anthropic-aws': cloud && on('CLAUDE_CODE_USE_ANTHROPIC_AWS'),
    mantle: cloud && on('CLAUDE_CODE_USE_MANTLE'),
    'aws-sso': aws && signsOnOnce({ layers, world }),
    'aws-export': aws && setting('awsCredentialExport'),
    'aws-refresh': aws && setting('awsAuthRefresh'),
    'bedrock-token': has('AWS_BEARER_TOKEN_BEDROCK'),
    'empty-bedrock-variable': ['AWS_BEARER_TOKEN_BEDROCK', 'ANTHROPIC_BEDROCK_BASE_URL'].some(
      (name) => clientEnv[name]?.trim() === '',
    ),
    'no-region-variable': !has('AWS_REGION') && !has('AWS_DEFAULT_REGION'),
    'foundry-token': has('ANTHROPIC_FOUNDRY_AUTH_TOKEN'),
    proxy,
    'no-proxy': has('NO_PROXY') || has('no_proxy'),
    'managed-no-proxy': ['NO_PROXY', 'no_proxy'].some((name) => managed?.env.has(name) === true),
    'system-authorities': (proxy || (gateway && encrypted)) && !has('NODE_EXTRA_CA_CERTS'),
    'client-certificate': has('CLAUDE_CODE_CLIENT_CERT'),
    'managed-env': (managed?.env.size ?? 0) > 0,
    'betas-off': on('CLAUDE_CODE_DISABLE_EXPERIMENTAL_BETAS'),
    ci: on('CI'),
    macos: world.platform === 'darwin',
  }
  return new Set((Object.keys(uses) as Use[]).filter((use) => uses[use]))
}

/** Whether the profile of AWS that counts signs on with IAM Identity Center. */
function signsOnOnce({ layers, world }: Pick<Bench, 'layers' | 'world'>): boolean {
  const { home, platform, env, cwd, read } = world
  const path = pathsOf(platform)
  const named = lookUp('AWS_CONFIG_FILE', layers, env)?.entry.value.trim()
  const text = read(path.resolve(cwd, named || path.join(home, '.aws', 'config')))
  if (typeof text !== 'string') return false
  const profile = awsProfile(layers, env) ?? 'default'
  const heading = profile === 'default' ? 'default' : `profile ${profile}`
  let inside = false
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[\s*([^\]]*?)\s*\]/.exec(line)?.[1]
    if (section !== undefined) inside = section.replace(/\s+/g, ' ').replaceAll('"', '') === heading
    if (inside && /^sso_(?:session|start_url)\s*=/.test(line)) return true
  }
  return false
}
