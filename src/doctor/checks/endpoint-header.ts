import type { Bench } from '../bench.ts'
import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'
import type { Said } from '../endpoint.ts'
import { andThen, setTo, takeOut } from '../fixes/fix-words.ts'
import type { Presented } from '../present.ts'
import { tryOut } from '../try-out.ts'

/** The variable that fills each of the two headers: https://code.claude.com/docs/en/env-vars */
const variables = { authorization: 'ANTHROPIC_AUTH_TOKEN', 'x-api-key': 'ANTHROPIC_API_KEY' } as const
const names = { authorization: 'Authorization', 'x-api-key': 'x-api-key' } as const

/** The same key in the other header, or in one that the refusal names: what is taken there shows that the key is good. */
export const endpointHeader: Check = {
  id: 'endpoint-header',
  title: 'It reads the header in which the key comes',
  group: 'endpoint',
  needs: ['endpoint-dialect', 'warmkey-key', 'helper-renews', 'login-alive'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const [first, ...more] = await bench.sendable(signal)
    if (first === undefined || more.length > 0 || first.header === 'both')
      return doesNotApply('there is not one key in one header')
    const verdict = await tryOut(bench, [first], signal)
    if (verdict.kind === 'accepted') return ok(`${names[first.header]} is taken`)
    if (verdict.kind === 'unknown') return doesNotApply(verdict.because)
    if (verdict.answer.status !== 401 && verdict.answer.status !== 403) return doesNotApply('it was refused otherwise')
    const other = first.header === 'authorization' ? 'x-api-key' : 'authorization'
    const flipped = await tryOut(bench, [{ ...first, header: other }], signal)
    if (flipped.kind === 'accepted')
      return complaint(bench, first, names[other], `${verdict.by}: ${verdict.answer.status}`, moved(first, other))
    const named = headerNamedIn(verdict.answer)
    const lacking =
      /\b(?:missing|no (?:api |auth\w* |subscription )?(?:key|token|credentials?)|not (?:found|provided|present)|without|required|cookie auth)\b/i
    if (named === null && !lacking.test(verdict.answer.text)) return doesNotApply('the other header changes nothing')
    const candidates = named === null ? usual : [named]
    const tried = await Promise.all(
      candidates.map(async (under) =>
        (await tryOut(bench, [first, { ...first, under }], signal)).kind === 'accepted' ? under : null,
      ),
    )
    const found = tried.find((under) => under !== null) ?? null
    const seen = `${verdict.by}: ${verdict.answer.status}`
    if (found !== null) return complaint(bench, first, found, seen, beside(first, found, null))
    // A key that it does not find is no key that it does not know.
    const cause = verdict.card?.cause
    if (named === null && (cause === 'wrong-endpoint-or-header' || cause === 'missing-credential'))
      return {
        ...complaint(bench, first, '', seen, elsewhere(bench, first)),
        summary: `${bench.endpoint.parsed?.host} finds no key in the request, though Claude Code sends ${first.name} in ${names[first.header]}.`,
        evidence: [
          `as Claude Code sends it: ${seen}`,
          `the same key in ${[names[other], ...usual].join(', ')}: not found either`,
        ],
      }
    if (named === null || !lacking.test(verdict.answer.text)) return doesNotApply('no other header changes anything')
    return {
      ...complaint(bench, first, named, seen, beside(first, named, '<your key>')),
      summary: `${bench.endpoint.parsed?.host} looks for a key in ${named}, and Claude Code sends ${first.name} in ${names[first.header]}.`,
      evidence: [
        `as Claude Code sends it: ${seen}`,
        `the same key in ${named}: refused as well, so that wants another one`,
      ],
    }
  },
}

/** Where gateways look for a key when they look in neither of the two: Kong, Azure, LiteLLM, API Management. */
const usual = ['apikey', 'api-key', 'x-litellm-api-key', 'ocp-apim-subscription-key']

const complaint = ({ endpoint }: Bench, first: Presented, header: string, seen: string, fix: string): Complaint => ({
  status: 'wrong',
  cause: 'wrong-endpoint-or-header',
  summary: `${endpoint.parsed?.host} takes the key of ${first.name} in ${header}, and not in the header in which Claude Code sends it.`,
  evidence: [`as Claude Code sends it: ${seen}`, `the same key in ${header}: taken`],
  fix,
  number: 5,
})

/** The value goes into the variable of the other header. */
function moved({ name, place }: Presented, other: keyof typeof variables): string {
  const variable = variables[other]
  if (place === 'the shell') return `Type: export ${variable}="$${name}"; unset ${name}`
  return andThen(takeOut(name, place), setTo(variable, place, '<your key>'))
}

/** The variable stays, or Claude Code has nothing to sign in with; the key goes out a second time. */
function beside({ name, place }: Presented, header: string, key: string | null): string {
  if (place === 'the shell') return `Type: export ANTHROPIC_CUSTOM_HEADERS="${header}: ${key ?? `$${name}`}"`
  return setTo('ANTHROPIC_CUSTOM_HEADERS', place, `${header}: <your key>`)
}

/** Nobody here can know which header it is. */
const elsewhere = ({ endpoint }: Bench, { name, place }: Presented): string =>
  andThen(
    `Ask whoever runs ${endpoint.parsed?.host} to name the header that it reads the key from`,
    place === 'the shell'
      ? `Type: export ANTHROPIC_CUSTOM_HEADERS="<the header>: $${name}"`
      : setTo('ANTHROPIC_CUSTOM_HEADERS', place, '<the header>: <your key>'),
  )

/** Of how many characters of a refusal a header is looked for in. */
const most = 2_000
const carriers =
  /(?<![\w-])(x-[a-z0-9-]{0,40}(?:key|token|authorization)|(?:[a-z0-9]{1,20}-)?api-?key|ocp-apim-subscription-key|cf-aig-authorization)(?![\w-])/gi

/** A header for credentials, other than the two of the API, that a refusal speaks of; `null` where it names none. */
function headerNamedIn({ headers, text }: Said): string | null {
  const words = `${headers.get('www-authenticate') ?? ''} ${text.slice(0, most)}`
  const found = [...words.matchAll(carriers)].map(([name]) => name.toLowerCase())
  return found.find((name) => name !== 'x-api-key' && name !== 'api_key') ?? null
}
