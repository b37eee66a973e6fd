import type { Bench } from '../bench.ts'
import { type Check, doesNotApply, ok, skip } from '../check.ts'
import { accountIn, expectedAccounts, profileHere, unmet } from '../credential/expected-account.ts'
import { hiddenCredentials } from '../credential/hidden.ts'
import { localKey } from '../credential/issuers.ts'
import { andThen, setTo, shellWord, takeOut } from '../fixes/fix-words.ts'
import { looksLike, type Presented } from '../present.ts'
import { tryOut } from '../try-out.ts'

const words = { organization: 'organisation', workspace: 'workspace' } as const

/** Whether the credential is of the account that is meant, as the API itself names it. */
export const accountExpected: Check = {
  id: 'account-expected',
  title: 'The credential is of the expected account',
  group: 'credential',
  needs: ['credential-accepted'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const expectations = expectedAccounts(bench)
    if (expectations.length === 0) return doesNotApply('nothing says which account is meant')
    const credentials = await bench.sendable(signal)
    const [first] = credentials
    if (first === undefined) return doesNotApply('the client signs in without a key that may be tried')
    const verdict = await tryOut(bench, credentials, signal)
    if (verdict.kind !== 'accepted') return skip('the endpoint took nothing')
    const said = accountIn(verdict.answer.headers)
    const host = bench.endpoint.parsed?.host
    if (expectations.every(({ part }) => said[part] === null)) return skip(`${host} does not say whose account it is`)
    const found = unmet(expectations, said)
    if (found === null) return ok([said.organization, said.workspace].filter((id) => id !== null).join(', '))
    const { expectation, actual } = found
    const { part, ids, by, managed, firm } = expectation
    const word = words[part]
    const other = firm ? await ofExpected(bench, credentials, expectation, signal) : null
    const [id] = ids
    // Behind the gateway of warmkey the key that is sent says nothing of the account; the profile does.
    const kept = looksLike(first) === localKey ? (profileHere(bench)?.name ?? null) : null
    const whose = kept === null ? `${first.name} of ${first.place}` : `The credential of the profile "${kept}"`
    return {
      status: firm ? 'wrong' : 'warn',
      cause: managed ? 'org-policy' : 'invalid-credential',
      summary: firm
        ? `${whose} is of ${word} ${actual}, and ${by} says ${ids.join(' or ')}.`
        : `${whose} is of ${word} ${actual}, and counts before the login of ${ids[0]} (${by}).`,
      evidence: [
        `${host} names ${word} ${actual} (anthropic-${part}-id)`,
        `${by}: ${ids.join(', ')}`,
        ...(other === null ? [] : [`${other.name} of ${other.place}: ${word} ${ids[0]}`]),
      ],
      fix:
        kept !== null
          ? `Type: warmkey profile edit ${shellWord(kept)}`
          : other !== null || !firm
            ? takeOut(first.name, first.place)
            : first.name === 'apiKeyHelper'
              ? `Set "apiKeyHelper" in ${first.place} to <a command that prints a key of ${word} ${id}>.`
              : bench.federation !== null
                ? setTo(
                    part === 'organization' ? 'ANTHROPIC_ORGANIZATION_ID' : 'ANTHROPIC_WORKSPACE_ID',
                    bench.federation.place,
                    id ?? '',
                  )
                : andThen(
                    bench.endpoint.place === null
                      ? `Make a new key in ${word} ${id} at https://platform.claude.com/settings/keys`
                      : `Ask whoever runs ${host} for a key of ${word} ${id}`,
                    setTo(first.name, first.place, '<the new key>'),
                  ),
    }
  },
}

/** A credential that stands behind the one that is sent, and is of the account that is meant. */
async function ofExpected(
  bench: Bench,
  used: readonly Presented[],
  expectation: Parameters<typeof unmet>[0][number],
  signal: AbortSignal,
): Promise<Presented | null> {
  for (const other of hiddenCredentials(bench, used)) {
    const verdict = await tryOut(bench, [other], signal)
    if (verdict.kind !== 'accepted') continue
    const said = accountIn(verdict.answer.headers)
    if (said[expectation.part] !== null && unmet([expectation], said) === null) return other
  }
  return null
}
