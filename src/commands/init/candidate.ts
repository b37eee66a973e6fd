import type { Draft } from '../profile/draft.ts'

/** A credential on this machine that warmkey could keep, by name and place; its value is never read. */
export interface Candidate {
  /** Unique among the candidates: `claude-code`, `claude-code:helper`, `env:ANTHROPIC_API_KEY`, `aws:dev`, `vault`. */
  readonly id: string
  /** What it is, in a few words. */
  readonly title: string
  /** Where it was found, for people. */
  readonly place: string
  /** A name for its profile. */
  readonly name: string
  /** The profile, as far as the machine tells it. */
  readonly draft: Draft
  /** What a person should know about it; whole sentences. */
  readonly remarks: readonly string[]
}

/** A variable lives as long as a shell does; who keeps the key may be somebody else. */
export const shellOnly = (name: string): string =>
  `${name} is seen by a warmkey that is started from a shell which exports it, and by no other.`
