import { WarmkeyError, type WarmkeyErrorCode } from '../../../errors.ts'
import { redact } from '../../../secret.ts'
import { shorten } from '../../foreign-text.ts'
import type { VaultAnswer } from './api.ts'

/** What was asked, for the sentence about its refusal. */
export interface Asked {
  /** `The Vault at vault.example:8200`. */
  readonly where: string
  /** `does not give secret/data/claude`: completes the sentence. */
  readonly refuses: string
  /** `null` for the root namespace. */
  readonly namespace: string | null
}

/** Ids and tokens; Vault's own words are short, and say `token: …` of what is wrong with one. */
const longWord = /[\w+=-]{32,}/g

/** What Vault itself said, as the end of a sentence. */
export function saying({ body }: VaultAnswer): string {
  const list: unknown = body.errors ?? body.warnings
  const said = Array.isArray(list) ? list.filter((each): each is string => typeof each === 'string') : []
  const text = redact(said.join('; ')).replace(longWord, '[secret]').replace(/\s+/g, ' ').trim()
  return text === '' ? '' : `: "${shorten(text, 200)}"`
}

const error = (code: WarmkeyErrorCode, message: string, remedy: string, transient = true): WarmkeyError =>
  new WarmkeyError(code, message, { remedy, transient })

/** States of a Vault that no request of ours can change, whatever was asked; `null` when the answer shows none. */
export function stateOf(answer: VaultAnswer, where: string): WarmkeyError | null {
  const { status } = answer
  const said = saying(answer)
  if (status === 503 && /sealed/i.test(said)) {
    return error(
      'source-unavailable',
      `${where} is sealed.`,
      'Ask those who run it to unseal it; until then it gives nothing to anybody.',
    )
  }
  if (status === 501 || /not initialized/i.test(said)) {
    return error(
      'source-unavailable',
      `${where} is not initialised.`,
      'Ask those who run it to initialise it, or correct "address".',
    )
  }
  if (status === 472 || /replication DR secondary/i.test(said)) {
    return error(
      'source-unavailable',
      `${where} belongs to a cluster that stands by for disasters and gives no secrets.`,
      'Set "address" to the primary cluster.',
    )
  }
  if (status === 473 || /no active Vault instance|active cluster node not found|node is not active/i.test(said)) {
    return error(
      'source-unavailable',
      `${where} is a standby, and its cluster has no active node at the moment.`,
      'Wait for the election to end, or ask those who run it.',
    )
  }
  if (status === 412) {
    return error(
      'source-unavailable',
      `${where} has not caught up with its cluster yet.`,
      'It is asked again by itself.',
    )
  }
  if (status === 429) {
    return error(
      'source-unavailable',
      `${where} limits how often it may be asked${said}.`,
      'It is asked again by itself, later.',
    )
  }
  if (status >= 500) {
    return error(
      'source-unavailable',
      `${where} failed with status ${status}${said}.`,
      'Ask those who run it; it is asked again by itself.',
    )
  }
  return null
}

const namespaceHint = (namespace: string | null): string =>
  namespace === null ? 'and whether it lies in a "namespace"' : `and the namespace "${namespace}"`

/** Why a secret was not given to a token that lives; `policies` are those of the token, as far as it could be asked. */
export function readRefusal(
  answer: VaultAnswer,
  { where, refuses, namespace }: Asked,
  path: string,
  policies: readonly string[] | null,
): WarmkeyError {
  const state = stateOf(answer, where)
  if (state !== null) return state
  const said = saying(answer)
  switch (answer.status) {
    case 403: {
      const holder =
        policies === null
          ? ''
          : ` to a token with ${policies.length === 1 ? 'the policy' : 'the policies'} ${policies.join(', ')}`
      return error(
        'source-failed',
        `${where} ${refuses}${holder}: permission denied.`,
        `Ask for a policy that may read "${path}"; check "path" ${namespaceHint(namespace)}.`,
        false,
      )
    }
    case 404:
      return error(
        'source-failed',
        `${where} has nothing at ${path}${said}.`,
        `Check "path" and "version" ${namespaceHint(namespace)}.`,
        false,
      )
    case 405:
      return error(
        'source-failed',
        `${where} does not let ${path} be read in this way${said}.`,
        'Check "path"; what is made on request needs "parameters".',
        false,
      )
    default:
      return error(
        'source-failed',
        `${where} ${refuses}, status ${answer.status}${said}.`,
        'Correct "path", "version" or "parameters".',
        false,
      )
  }
}

/** Why a login was refused. The remedy names what a person has to bring, as `needs` says it. */
export function loginRefusal(answer: VaultAnswer, { where, refuses, namespace }: Asked, needs: string): WarmkeyError {
  const state = stateOf(answer, where)
  if (state !== null && !(answer.status === 500 && /token|jwt|lookup|unauthorized/i.test(saying(answer)))) return state
  if (answer.status === 403 || answer.status === 404) {
    return error(
      'source-needs-person',
      `${where} ${refuses}${saying(answer)}.`,
      `Check ${needs}, "mount" ${namespaceHint(namespace)}.`,
    )
  }
  return error('source-needs-person', `${where} ${refuses}${saying(answer)}.`, `Check ${needs}.`)
}
