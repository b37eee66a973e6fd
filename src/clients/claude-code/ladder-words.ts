import type { Scope } from '../client.ts'
import type { Holding, HoldingState, Ladder, Rung, RungKind } from './ladder.ts'

/** One place of the ladder as it is shown: what is set where, and what comes of it. Never a value. */
export interface LadderPlace {
  readonly rung: string
  readonly kind: RungKind
  readonly scope: Scope
  readonly place: string
  /** `used` is the winner alone; what another rung keeps from being used is `hidden`. */
  readonly state: HoldingState
  readonly winner: boolean
  /** The state in words, with what hides it and why it is not asked. */
  readonly words: string
}

/** Every way of signing in that the client knows, the strongest first, whether it is set or not. */
export const everyRung: readonly (readonly [name: string, kind: RungKind, what: string])[] = [
  ['Claude apps gateway session', 'gateway-session', '/login, Cloud gateway'],
  ['CLAUDE_CODE_USE_BEDROCK', 'cloud', 'Amazon Bedrock'],
  ['CLAUDE_CODE_USE_FOUNDRY', 'cloud', 'Microsoft Foundry'],
  ['CLAUDE_CODE_USE_ANTHROPIC_AWS', 'cloud', 'the Claude Platform on AWS'],
  ['CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD', 'cloud', 'the Claude Platform on Google Cloud'],
  ['CLAUDE_CODE_USE_MANTLE', 'cloud', 'the Messages API of Bedrock'],
  ['CLAUDE_CODE_USE_VERTEX', 'cloud', 'Google Vertex AI'],
  ['ANTHROPIC_AUTH_TOKEN', 'token', 'Authorization: Bearer'],
  ['ANTHROPIC_API_KEY', 'api-key', 'x-api-key'],
  ['apiKeyHelper', 'helper', 'a command; both headers'],
  ['ANTHROPIC_CUSTOM_HEADERS', 'custom-header', 'Authorization or x-api-key in it'],
  ['CLAUDE_CODE_OAUTH_TOKEN', 'login-token', 'claude setup-token'],
  ['ANTHROPIC_PROFILE', 'federation', 'a profile by its name'],
  ['ANTHROPIC_FEDERATION_RULE_ID', 'federation', 'with ANTHROPIC_ORGANIZATION_ID'],
  ['active Anthropic profile', 'federation', 'ant auth login'],
  ['Claude login', 'login', 'claude auth login'],
  ['primaryApiKey', 'console-key', 'left by a sign-in with the console'],
]

/** The places of every rung that is set, the strongest first. */
export function ladderPlaces(ladder: Ladder): LadderPlace[] {
  return ladder.rungs.flatMap((rung) =>
    rung.holdings.map((holding): LadderPlace => {
      const winner = holding === ladder.winner?.holding
      const [state, words] = stateOf(ladder, rung, holding)
      const { scope, place } = holding.origin
      return { rung: rung.name, kind: rung.kind, scope, place, state, winner, words }
    }),
  )
}

/** Names of the rungs that are set nowhere. */
export const unsetRungs = ({ rungs }: Ladder): string[] =>
  everyRung.map(([name]) => name).filter((name) => rungs.every((rung) => rung.name !== name))

const counts = ({ state }: Holding): boolean => state === 'used' || state === 'null'
const asWord = 'null, which goes out as the word "null"'

function stateOf(ladder: Ladder, rung: Rung, holding: Holding): readonly [HoldingState, string] {
  const { winner, beside } = ladder
  const { state, because = '' } = holding
  const isWinner = holding === winner?.holding
  if (state === 'unusable') return [state, `cannot sign in: ${because}`]
  if (state === 'unseen') return [state, `not seen: ${because}`]
  if (state === 'not-asked') return [state, `not asked, because ${because}`]
  if (state === 'declined')
    return [state, 'declined when Claude Code asked about it, which it remembers (/config); claude -p uses it']
  if (state === 'beside') return besideOf(ladder, because, isWinner)
  if (state === 'empty') {
    const below = rung.holdings.length > 1
    return [state, below ? 'empty, which hides every place below' : 'empty, which is as good as none']
  }
  if (state === 'hidden') return [state, `hidden by ${hiderIn(rung, holding)}`]
  if (isWinner) return ['used', state === 'null' ? asWord : wayOf(ladder, rung)]
  if (holding === beside?.holding) {
    const header = winner?.rung.kind === 'token' ? 'x-api-key' : 'Authorization'
    // Measured: the first request does not wait for a helper where there is a token.
    const late = rung.kind === 'helper' && winner?.rung.kind === 'token' ? ' as soon as it has printed' : ''
    return ['beside', `${state === 'null' ? `${asWord}, ` : ''}sent beside the winner, in ${header}${late}`]
  }
  const header = ladder.rungs.find(({ kind }) => kind === 'custom-header')?.holdings[0]
  const named = header?.because ?? ''
  const replaced = ['api-key', 'console-key'].includes(rung.kind)
    ? named.includes('x-api-key')
    : ['login', 'login-token'].includes(rung.kind) && named.includes('Authorization')
  return ['hidden', `hidden by ${replaced ? named : ''}${replaced ? ' of ANTHROPIC_CUSTOM_HEADERS' : nameOf(ladder)}`]
}

const nameOf = ({ winner }: Ladder): string => winner?.rung.name ?? 'nothing'

/** Of what the winner is, what is not plain from its name. */
function wayOf({ mode }: Ladder, { kind }: Rung): string {
  if (kind === 'token' && mode.gateway !== null)
    return `used; ${mode.gateway} sends it alone, before any cloud provider`
  if (kind === 'api-key' && mode.asks) return 'used, unless somebody declines it when Claude Code asks'
  return 'used'
}

/** The place of the same rung that stands above this one. */
function hiderIn({ holdings }: Rung, holding: Holding): string {
  const above = holdings.slice(0, holdings.indexOf(holding)).find(({ state }) => state !== 'not-asked')
  if (above === undefined) return 'ANTHROPIC_FEDERATION_RULE_ID'
  const what = counts(above) ? '' : above.state === 'empty' ? 'the empty value of ' : 'the one of '
  return `${what}${above.origin.place}`
}

/** A custom header is the winner, goes out beside it, or finds its header filled. */
function besideOf({ winner, beside }: Ladder, named: string, isWinner: boolean): readonly [HoldingState, string] {
  if (isWinner) return ['used', `used: ${named}`]
  const filled = [winner, beside].some((each) => ['token', 'helper', 'federation'].includes(each?.rung.kind ?? ''))
  const goes = filled ? named.split(' and ').filter((name) => name === 'x-api-key') : [named]
  return goes.length === 0
    ? ['hidden', `Authorization in it is hidden by ${winner?.rung.name}`]
    : ['beside', `sent beside the winner, in ${goes.join('')}`]
}
