import { WarmkeyError } from '../../../errors.ts'
import { Secret } from '../../../secret.ts'
import type { VaultApi, VaultBody } from './api.ts'
import { saying, stateOf } from './refusals.ts'

export interface Wrapped {
  /** `The Vault at vault.example:8200`. */
  readonly where: string
  /** Where the wrapping token was, for people. */
  readonly place: string
  /** How the path has to begin and end at which it was made; `null` when that is not known. */
  readonly created: { readonly below: string; readonly named: string } | null
}

/**
 * Opens a response-wrapping token, which works once. Where it is known what made the content, that is looked at first:
 * somebody on the way may have opened it and wrapped something of his own.
 * https://developer.hashicorp.com/vault/docs/concepts/response-wrapping#response-wrapping-token-validation
 */
export async function unwrap(
  api: VaultApi,
  text: string,
  { where, place, created }: Wrapped,
  signal: AbortSignal,
): Promise<VaultBody> {
  const token = new Secret(text)
  const over = () =>
    new WarmkeyError('source-needs-person', `The wrapping token in ${place} was opened before, or has ended.`, {
      remedy: 'Have it made anew; if nobody of yours opened it, somebody else has seen what was in it.',
    })
  if (created !== null) {
    const looked = await api.ask({ method: 'POST', path: 'sys/wrapping/lookup', body: { token: text } }, signal)
    const state = stateOf(looked, where)
    if (state !== null) throw state
    if (looked.status !== 200) throw over()
    const path = looked.body.data?.creation_path
    if (typeof path !== 'string' || !path.startsWith(created.below) || !path.endsWith(created.named)) {
      throw new WarmkeyError(
        'source-needs-person',
        `The wrapping token in ${place} was made by something else than the configuration says.`,
        {
          remedy: 'Do not trust it: somebody may have opened the real one on the way. Have both replaced.',
        },
      )
    }
  }
  const opened = await api.ask({ method: 'POST', path: 'sys/wrapping/unwrap', token, body: {} }, signal)
  const state = stateOf(opened, where)
  if (state !== null) throw state
  if (opened.status !== 200) throw over()
  return opened.body
}

/** Opens an answer that came wrapped; one that did not is given as it is. Throws what `refused` makes of a failure. */
export async function unwrapAnswer(
  api: VaultApi,
  body: VaultBody,
  where: string,
  signal: AbortSignal,
): Promise<VaultBody> {
  const wrapping = body.wrap_info?.token
  if (typeof wrapping !== 'string') return body
  const token = new Secret(wrapping)
  const opened = await api.ask({ method: 'POST', path: 'sys/wrapping/unwrap', token, body: {} }, signal)
  const state = stateOf(opened, where)
  if (state !== null) throw state
  if (opened.status === 200) return opened.body
  throw new WarmkeyError(
    'source-failed',
    `${where} did not open the answer that it had just wrapped${saying(opened)}.`,
    {
      remedy: 'Somebody may have opened it on the way: tell those who run it.',
    },
  )
}
