import type { Bench } from '../bench.ts'
import { type Check, doesNotApply, ok, skip } from '../check.ts'
import { hiddenCredentials } from '../credential/hidden.ts'
import { isForeign } from '../credential/issuers.ts'
import { keptInstead } from '../credential/kept-instead.ts'
import { endInHeaders } from '../credential/life.ts'
import type { Edit } from '../fixes/edit.ts'
import { takeOut } from '../fixes/fix-words.ts'
import { fixOfRefusal } from '../fixes/refusal-fixes.ts'
import { flawIn, looksLike, type Presented } from '../present.ts'
import { causeOfStatus, numberOfRefusal, tryOut } from '../try-out.ts'

/** The third of the five causes, and where it stands behind it the fourth: the endpoint itself is asked. */
export const credentialAccepted: Check = {
  id: 'credential-accepted',
  title: 'The endpoint takes the credential',
  group: 'credential',
  needs: [
    'endpoint-serves',
    'clock-right',
    'login-alive',
    'credential-life',
    'helper-renews',
    'federation-exchanges',
    'endpoint-dialect',
    'endpoint-header',
    'warmkey-key',
  ],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const { endpoint } = bench
    const credentials = await bench.sendable(signal)
    const [first] = credentials
    if (first === undefined)
      return (await bench.credentials(signal)).length > 0
        ? skip(`the address comes from ${endpoint.place}, and your credential is not sent where a project says`)
        : doesNotApply('the client signs in without a key that may be tried')
    const verdict = await tryOut(bench, credentials, signal)
    if (verdict.kind === 'unknown') return skip(verdict.because)
    if (verdict.kind === 'accepted') {
      const end = endInHeaders(verdict.answer.headers)
      const until = end === null ? '' : `, until ${new Date(end.endsAtMs).toISOString()} as ${end.name} says`
      return ok(`${first.name} of ${first.place} was taken (${verdict.by})${until}`)
    }
    const { card, answer, by } = verdict
    const said = `${by}: ${answer.status}${card === null ? '' : `, ${card.title}`}`
    const [, second] = credentials
    if (second !== undefined && (await tryOut(bench, [first], signal)).kind === 'accepted')
      return {
        status: 'wrong',
        cause: 'conflicting-credentials',
        summary: `${first.name} of ${first.place} and ${second.name} of ${second.place} are sent together and refused; the first alone is taken.`,
        evidence: [`both: ${said}`, `${first.name} alone: taken`],
        fix: takeOut(second.name, second.place),
        ...removal(bench, second),
      }
    const other = await acceptedInstead(bench, credentials, signal)
    if (other !== null)
      return {
        status: 'wrong',
        cause: card?.cause ?? 'invalid-credential',
        summary: `${first.name} of ${first.place} is refused, and it hides ${other.name} of ${other.place}, which works.`,
        evidence: [`${first.name} of ${first.place}: ${said}`, `${other.name} of ${other.place}: taken`],
        fix: takeOut(first.name, first.place),
        number: 4,
        ...removal(bench, first),
      }
    const cause = card?.cause ?? causeOfStatus(answer.status)
    // What a project says is stronger than what would be written.
    const own = first.place === 'the shell' || first.place.endsWith('/.claude/settings.json')
    const kept = own && first.name !== 'apiKeyHelper' ? await keptInstead(bench, signal) : null
    if (kept !== null)
      return {
        status: 'wrong',
        cause,
        summary: `${first.name} of ${first.place} is refused, and warmkey keeps a credential that works, in the profile "${kept}".`,
        evidence: [`${first.name} of ${first.place}: ${said}`, `the credential of "${kept}": taken`],
        fix: `Type: warmkey up; warmkey connect claude-code --profile ${kept} --yes`,
        ...numberOfRefusal(cause, endpoint.place === null),
      }
    return {
      status: 'wrong',
      cause,
      summary: `${endpoint.parsed?.host} refuses ${first.name} of ${first.place}: ${card?.title ?? `status ${answer.status}`}.`,
      evidence: [
        said,
        ...(flawIn(first)?.id === 'truncated' ? [`${first.name} ${flawIn(first)?.fact}: it may have been cut`] : []),
        ...(isForeign(looksLike(first)) ? [`${first.name} looks like ${looksLike(first)}`] : []),
        ...(endpoint.place === null ? [] : [`endpoint: ${endpoint.shown}, from ${endpoint.place}`]),
        ...(card === null ? [] : card.remedy.slice(0, 1)),
      ],
      fix: fixOfRefusal(cause, {
        name: first.name,
        place: first.place,
        host: endpoint.parsed?.host ?? '',
        isDefault: endpoint.place === null,
        asked: by.replace(/\?.*$/, ''),
        status: answer.status,
        model: bench.model,
      }),
      ...numberOfRefusal(cause, endpoint.place === null),
    }
  },
}

/** A credential that the client has, does not use, and that the endpoint takes; `null` when there is none. */
async function acceptedInstead(
  bench: Bench,
  used: readonly Presented[],
  signal: AbortSignal,
): Promise<Presented | null> {
  if (!bench.endpoint.trusted) return null
  for (const other of [...used.slice(1), ...hiddenCredentials(bench, used)]) {
    if (used.slice(0, 1).some(({ secret }) => secret.equals(other.secret))) continue
    if ((await tryOut(bench, [other], signal)).kind === 'accepted') return other
  }
  return null
}

/** Takes the one that is refused out of its settings file; another one is proven to work. */
function removal({ layers }: Bench, { name, place }: Presented): { edit?: Edit } {
  const layer = layers.layers.find(({ origin, path }) => origin.place === place && path !== null)
  if (layer === undefined || layer.path === null || name === 'apiKeyHelper') return {}
  return { edit: { what: 'remove', path: layer.path, pointer: ['env', name] } }
}
