// Tells whether node_modules holds what package-lock.json asks for, so that a second run installs nothing and half an
// installation is noticed. There is no stamp of our own: npm writes node_modules/.package-lock.json as its last act and
// removes it as its first, and a second record could only come to disagree with it.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findBun } from './bun.mjs'

/**
 * `{ missing, bun }` for `root`'s node_modules: what is wrong, in words, or `null` when nothing is, and then the path of a
 * Bun that runs. `dev`: whether the packages for tests and checks have to be there as well.
 */
export function inspect(root, { dev }) {
  const wanted = packagesOf(join(root, 'package-lock.json'))
  if (wanted === null) throw new Error(`${join(root, 'package-lock.json')} is missing or broken`)
  const missing = whatIsMissing(root, wanted, dev)
  if (missing !== null) return { missing, bun: null }
  const { version } = wanted['node_modules/bun']
  const bun = findBun(root, version)
  return bun === null ? { missing: `Bun ${version} does not run`, bun } : { missing: null, bun }
}

function whatIsMissing(root, wanted, dev) {
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'))
  if (present === null) {
    return existsSync(join(root, 'node_modules')) ? 'an installation did not finish' : 'nothing is installed'
  }
  for (const [path, want] of Object.entries(wanted)) {
    if (path === '' || (want.dev && !dev)) continue
    const have = present[path]
    // An optional package is one for another platform; whether ours is there shows when Bun runs.
    if (have === undefined && (want.optional || want.devOptional)) continue
    if (have === undefined) return `${path} is not installed`
    if (have.version !== want.version || have.integrity !== want.integrity) return `${path} is not the locked version`
    if (!existsSync(join(root, path, 'package.json'))) return `${path} is gone`
  }
  return null
}

/** Whether the packages for tests and checks were installed with the rest. */
export function hasDevPackages(root) {
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'))
  return present !== null && Object.values(present).some((entry) => entry.dev === true)
}

/** The version of Bun that package-lock.json asks for. */
export function lockedBun(root) {
  return packagesOf(join(root, 'package-lock.json'))['node_modules/bun'].version
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null
  } catch {
    return null
  }
}
