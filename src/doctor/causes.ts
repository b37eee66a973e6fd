import type { Bench } from './bench.ts'
import { type CauseNumber, type Finding, isComplaint } from './check.ts'

/** One of the five causes with which a report begins. */
export interface CauseLine {
  readonly number: CauseNumber
  readonly status: 'ok' | 'wrong' | 'n/a'
  /** The cause as a question that the status answers. */
  readonly title: string
  /** What it rests on. */
  readonly summary: string
}

interface Proof {
  readonly number: CauseNumber
  readonly title: string
  /** The check whose ok proves that this is not the cause. */
  readonly check: string
  /** Why this cause cannot be the one here; `null` where it can. */
  readonly notHere: (bench: Bench) => string | null
}

/** Checks that prove the same where a cloud provider signs in. */
const cloudProofs: Readonly<Record<string, string>> = {
  CLAUDE_CODE_USE_BEDROCK: 'bedrock-accepts',
  CLAUDE_CODE_USE_ANTHROPIC_AWS: 'anthropic-aws-accepts',
  CLAUDE_CODE_USE_VERTEX: 'vertex-accepted',
  CLAUDE_CODE_USE_FOUNDRY: 'foundry-accepted',
}

const proofs: readonly Proof[] = [
  { number: 1, title: 'The key is not exported in this shell', check: 'credential-found', notHere: () => null },
  { number: 2, title: 'The login has expired or been revoked', check: 'login-alive', notHere: () => null },
  {
    number: 3,
    title: 'The key was revoked or made anew in the console',
    check: 'credential-accepted',
    notHere: ({ ladder }) => (ladder.winner?.rung.kind === 'login' ? 'no key is used' : null),
  },
  {
    number: 4,
    title: 'The key or address is set in the wrong scope',
    check: 'credential-accepted',
    notHere: ({ ladder, endpoint }) =>
      ladder.rungs.flatMap(({ holdings }) => holdings).length < 2 && endpoint.place === null
        ? 'there is nothing that could hide another'
        : null,
  },
  {
    number: 5,
    title: 'The endpoint wants other credentials',
    check: 'credential-accepted',
    notHere: ({ ladder, endpoint }) =>
      endpoint.place === null && ladder.winner?.rung.kind !== 'cloud' ? 'no endpoint of your own is set' : null,
  },
]

/** The five causes in their order, each by proof: what was not shown is `n/a`, never ok. */
export function causesOf(findings: readonly Finding[], bench: Bench): CauseLine[] {
  return proofs.map(({ number, title, check, notHere }) => {
    const wrong = findings.find(
      (finding) => isComplaint(finding) && finding.status === 'wrong' && finding.number === number,
    )
    if (wrong !== undefined) return { number, title, status: 'wrong', summary: wrong.summary }
    const because = notHere(bench)
    if (because !== null) return { number, title, status: 'n/a', summary: because }
    const cloud = number === 1 ? undefined : cloudProofs[bench.ladder.winner?.rung.name ?? '']
    const proof = findings.find((finding) => finding.check === (cloud ?? check))
    if (proof === undefined) return { number, title, status: 'n/a', summary: 'not looked at' }
    if (proof.status === 'ok' || proof.status === 'warn') return { number, title, status: 'ok', summary: proof.summary }
    return {
      number,
      title,
      status: 'n/a',
      summary: proof.status === 'skip' ? proof.summary : `"${proof.title}" is wrong for another reason`,
    }
  })
}
