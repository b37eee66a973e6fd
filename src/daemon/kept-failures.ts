import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type FailedExchange, failedExchangeSchema } from './control-protocol.ts'
import { writePrivateFile } from './private-file.ts'
import { privateDirectory, type StatePlace, stateDirectory } from './state-directory.ts'

/** How many are kept in the file. */
const most = 20

const kept = z.array(failedExchangeSchema).max(most)

const fileOf = (place: StatePlace): string => join(stateDirectory(place), 'failures.json')

/** The failures of runs that no daemon took, the newest first; none where there is no file or it cannot be read. */
export function readKeptFailures(place: StatePlace): readonly FailedExchange[] {
  try {
    return kept.parse(JSON.parse(readFileSync(fileOf(place), 'utf8')))
  } catch {
    return []
  }
}

/**
 * Writes one down for whoever asks after the run has ended: the last 20, in a file of mode 0600. What was asked and what
 * was answered is not in it. Of two runs that write in the same moment one may be lost. Never throws.
 */
export function keepFailure(place: StatePlace, failed: FailedExchange): void {
  try {
    privateDirectory(stateDirectory(place), place.platform)
    const all = [failed, ...readKeptFailures(place)].slice(0, most)
    writePrivateFile(fileOf(place), `${JSON.stringify(all)}\n`)
  } catch {
    // A full disk must not break a request that has its answer already.
  }
}
