import { signatures } from './index.ts'
import type { Signature } from './signature.ts'

/**
 * The cards that explain and never decide: what programs print of their own (`printed`), failures of the machine itself,
 * and texts that only pages repeat (`hearsay`). Where two fit equally well, the first wins, and each card of `index.ts`
 * comes before all of them. The gateway does not load this file. A card whose words an API sends belongs into `index.ts`;
 * no card is in both.
 */
export const explaining: readonly Signature[] = []

/** Every card there is: those that decide, then those that only explain. What `explain`, doctor and documents read. */
export const catalogue: readonly Signature[] = [...signatures, ...explaining]
