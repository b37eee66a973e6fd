import type { Cause } from '../signatures/signature.ts'
import type { Bench } from './bench.ts'
import type { Edit } from './fixes/edit.ts'

/**
 * The five causes with which a report begins, in the order in which they are looked for: the key is not exported in this
 * shell; the login has expired or been revoked; the key was revoked or regenerated; the key or endpoint is set in the wrong
 * scope; the endpoint wants other credentials.
 */
export type CauseNumber = 1 | 2 | 3 | 4 | 5

/** What a check belongs to, which is also the order of the report. */
export type Group = 'files' | 'credential' | 'helper' | 'endpoint' | 'network' | 'cloud' | 'client' | 'warmkey' | 'keys'

/** It was contacted, executed or parsed, and is as it should be. */
export interface Ok {
  readonly status: 'ok'
  readonly summary: string
}

/** It was not contacted, executed or parsed, so nothing is said of it. */
export interface Skip {
  readonly status: 'skip'
  readonly summary: string
  /** `false` where there is nothing of the kind here: what rests on it can still be looked at. */
  readonly applies?: false
  /** `true` where something that this rests on is wrong or was not looked at. */
  readonly blocked?: true
}

/** `wrong` keeps requests from being answered; `warn` does not, but will surprise somebody. */
export interface Complaint {
  readonly status: 'wrong' | 'warn'
  readonly cause: Cause
  /** The fact, as one sentence. */
  readonly summary: string
  /** What it rests on, a line each; never a value. */
  readonly evidence: readonly string[]
  /** The exact command or edit; `null` where nothing can be typed. */
  readonly fix: string | null
  /** The same as a change that can be made for them; absent where it is in nobody's hands here. */
  readonly edit?: Edit
  /** `true` where it was not seen to its end, so that nothing is said of what rests on it. */
  readonly unfinished?: true
  /** Which of the five causes this is; absent for none of them. */
  readonly number?: CauseNumber
}

/** What a check says. */
export type Outcome = Ok | Skip | Complaint

/** One thing to look at. One per file on the shelf, in the order in which a person would look. */
export interface Check {
  /** Unique, kebab-case, stable: it stands in `--only` and `--json`. */
  readonly id: string
  /** What is looked at, as a phrase. */
  readonly title: string
  readonly group: Group
  /** Ids of checks before this one; when one of them is not ok, this is skipped, so that one cause gives one complaint. */
  readonly needs: readonly string[]
  /** Whether something beyond this machine is contacted; left out with `--offline`. */
  readonly network?: true
  /** It is about the address of the Messages API, which a client at a cloud provider does not use. */
  readonly aboutEndpoint?: true
  run(bench: Bench, signal: AbortSignal): Outcome | Promise<Outcome>
}

/** What came of one check. */
export type Finding = Outcome & { readonly check: string; readonly title: string; readonly group: Group }

/** It is as it should be; `summary` is what was seen. */
export const ok = (summary: string): Ok => ({ status: 'ok', summary })
/** It was not looked at; `because` goes on after the title. */
export const skip = (because: string): Skip => ({ status: 'skip', summary: because })

/** There is nothing of the kind here. */
export const doesNotApply = (because: string): Skip => ({ status: 'skip', summary: because, applies: false })

/** Whether what rests on this one can be looked at. */
export const bears = (outcome: Outcome): boolean =>
  outcome.status === 'ok' ||
  (outcome.status === 'warn' && outcome.unfinished !== true) ||
  (outcome.status === 'skip' && outcome.applies === false)

/** Whether somebody has to do something. */
export const isComplaint = <Given extends Outcome>(outcome: Given): outcome is Given & Complaint =>
  outcome.status === 'wrong' || outcome.status === 'warn'
