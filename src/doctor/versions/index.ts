import type { KnownVersion } from './known-version.ts'
import { ofClouds } from './of-clouds.ts'
import { ofNetwork } from './of-network.ts'
import { ofSignIn } from './of-sign-in.ts'

/**
 * Versions of Claude Code that are known to matter to signing in, the worst first in each part: what gives a credential
 * away, what cannot be answered, what misleads.
 */
export const knownVersions: readonly KnownVersion[] = [...ofSignIn, ...ofNetwork, ...ofClouds]
