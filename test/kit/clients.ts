import { clientFile } from '../../scripts/clients.mjs'

/**
 * The Claude Code binary of this version, or `null` when it is not on this machine; `npm test` fetches it.
 * Start it with an empty environment and a home of the test's own, or it finds the login of whoever runs the tests.
 */
export function claudeBinary(version: string): string | null {
  return clientFile(version)
}
