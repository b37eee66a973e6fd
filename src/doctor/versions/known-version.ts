import type { Cause } from '../../signatures/signature.ts'

/** Something about a machine that decides whether a fault of a version matters there. */
export type Use =
  /** Which credential is used. */
  | 'helper'
  | 'token'
  | 'login'
  | 'login-token'
  | 'federation'
  | 'workspace'
  | 'forced-login'
  /** Where requests go. */
  | 'gateway'
  | 'gateway-in-shell'
  | 'cloud'
  | 'bedrock'
  | 'vertex'
  | 'foundry'
  | 'anthropic-aws'
  | 'mantle'
  /** How a cloud provider is signed in to. */
  | 'aws-sso'
  | 'aws-export'
  | 'aws-refresh'
  | 'bedrock-token'
  | 'empty-bedrock-variable'
  | 'no-region-variable'
  | 'foundry-token'
  /** The network on the way. */
  | 'proxy'
  | 'no-proxy'
  | 'managed-no-proxy'
  | 'system-authorities'
  | 'client-certificate'
  /** Anything else. */
  | 'managed-env'
  | 'betas-off'
  | 'ci'
  | 'macos'

/** What goes wrong in some versions of Claude Code and matters to signing in. */
export interface KnownVersion {
  /** Unique, kebab-case. */
  readonly id: string
  /** The first version with it; `null` where nobody has said, which means every older one. */
  readonly from: string | null
  /** The first version without it. */
  readonly fixed: string
  /** The last version that was seen with it, where nobody has said in which one it ended. Default: the one before `fixed`. */
  readonly lastSeen?: string
  /** All of these have to be there for it to matter. */
  readonly when: readonly [Use, ...Use[]]
  readonly cause: Cause
  /** To be read after the name of the version: `Claude Code 2.1.197 …`. */
  readonly fact: string
  /** Where it is written down: the change log of the vendor, a page of its documents, or a thread with a reproduction. */
  readonly source: string
}

const log = 'https://github.com/anthropics/claude-code/blob/main/CHANGELOG.md'

/** The entry of a version in the vendor's change log. */
export const changeLog = (version: string): string => `${log}#${version.replaceAll('.', '')}`

/** The three numbers of a version; `null` for a text that is none. */
export function numbersOf(version: string): readonly number[] | null {
  const found = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version.trim())
  return found === null ? null : found.slice(1).map(Number)
}

/** Negative where the first is older. A text that is no version is older than every version. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [numbersOf(one) ?? [], numbersOf(other) ?? []]
  for (let at = 0; at < 3; at++) {
    const difference = (left[at] ?? -1) - (right[at] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}

/** What of `known` this version has and what is used here would show, in their order. */
export function mattering(version: string, uses: ReadonlySet<Use>, known: readonly KnownVersion[]): KnownVersion[] {
  if (numbersOf(version) === null) return []
  return known.filter(
    ({ from, fixed, lastSeen, when }) =>
      (from === null || compareVersions(version, from) >= 0) &&
      (lastSeen === undefined ? compareVersions(version, fixed) < 0 : compareVersions(version, lastSeen) <= 0) &&
      when.every((use) => uses.has(use)),
  )
}

/** The oldest version that has none of these. */
export const oldestWithout = (faults: readonly KnownVersion[]): string =>
  faults.map(({ fixed }) => fixed).reduce((one, other) => (compareVersions(one, other) >= 0 ? one : other), '0.0.0')
