import { statSync } from 'node:fs'
import { type Check, type Complaint, doesNotApply, ok, skip } from '../check.ts'
import { gatewayInstead, runSetting, shellWord } from '../fixes/fix-words.ts'
import { faultOfHelper } from '../key-helper/helper-faults.ts'
import { meaningOf } from '../key-helper/helper-words.ts'

/** Claude Code says so on the screen after 10 s, which nobody waits for here: https://code.claude.com/docs/en/authentication */
const slowMs = 4_000
const mostCharacters = 16_384

/** Runs the helper as the client does, and looks at what it answers and how. */
export const helperRuns: Check = {
  id: 'helper-runs',
  title: 'The helper prints one key',
  group: 'helper',
  needs: ['keyring-open'],
  async run(bench, signal) {
    const rung = [bench.ladder.winner, bench.ladder.beside].find((each) => each?.rung.kind === 'helper')
    const run = await bench.helper(signal)
    if (rung === undefined || rung === null) return doesNotApply('no apiKeyHelper is used')
    const { place } = rung.holding.origin
    if (run === null) {
      const because = `${place} brings the helper, and a command of a project is not run to look at it`
      return rung === bench.ladder.winner ? skip(because) : doesNotApply(because)
    }
    const seconds = `${(run.elapsedMs / 1000).toFixed(1)} s`
    const wrong = (summary: string, fix: string): Complaint => ({
      status: 'wrong',
      cause: 'helper-failure',
      summary,
      evidence: [
        `apiKeyHelper of ${place}, run by /bin/sh for ${seconds}`,
        ...(run.complaint === '' ? [] : [`its stderr: ${run.complaint}`]),
      ],
      fix,
    })
    const byHand = runSetting('apiKeyHelper', place)
    const fault = faultOfHelper(run, {
      command: rung.holding.read(),
      place,
      env: bench.clientEnv,
      world: bench.world,
    })
    if (fault !== null) {
      const { evidence, ...rest } = wrong(fault.summary, fault.fix)
      return { ...rest, evidence: [...evidence, ...fault.evidence], cause: fault.cause ?? 'helper-failure' }
    }
    if (run.end === 'aborted') return skip('it was ended before it had printed a key')
    if (run.end === 'too-long')
      return {
        ...wrong(
          `The helper had not ended after ${Math.round(run.elapsedMs / 1000)} s; Claude Code waits for it, and says so after 10 s.`,
          gatewayInstead,
        ),
        status: 'warn',
        cause: 'timeout',
        unfinished: true,
      }
    if (run.end !== 'exited') return wrong(`The helper was not run to its end (${run.end}).`, byHand)
    if (run.code === 126) {
      const file = unrunnable(rung.holding.read(), bench.world.home)
      return file === null
        ? wrong('The helper may not be run (exit code 126).', byHand)
        : {
            ...wrong(
              `The helper ${file.path} may not be run: it is not executable.`,
              `Type: chmod +x ${shellWord(file.path)}`,
            ),
            edit: { what: 'mode', path: file.path, mode: file.mode | 0o100 },
          }
    }
    if (run.code === 127)
      return wrong(
        'The helper is not there (exit code 127).',
        `Set "apiKeyHelper" in ${place} to <the command that prints your key>.`,
      )
    if (run.code !== 0) {
      const { evidence, ...rest } = wrong(`The helper ended with exit code ${run.code}.`, byHand)
      const meaning = await meaningOf(run.stderr)
      return { ...rest, evidence: meaning === null ? evidence : [...evidence, meaning] }
    }
    if (run.lines === 0) return wrong('The helper printed nothing on stdout, which alone is read.', byHand)
    if (run.lines > 1)
      return wrong(
        `The helper printed ${run.lines} lines where one key is expected.`,
        run.keyLine === null ? byHand : `Write " | ${run.keyLine} -n 1" at the end of "apiKeyHelper" in ${place}.`,
      )
    if (run.characters > mostCharacters)
      return wrong(
        'The helper printed more than 16,384 characters, which is no key.',
        `Set "apiKeyHelper" in ${place} to <the command that prints your key>.`,
      )
    if (run.elapsedMs > slowMs)
      return {
        ...wrong(`The helper takes ${seconds}, and Claude Code waits for it.`, gatewayInstead),
        status: 'warn',
        cause: 'timeout',
      }
    return ok(`one line after ${seconds}`)
  },
}

/** The file that a command begins with, where it lacks the right to be run; `null` for anything else. */
function unrunnable(command: string, home: string): { readonly path: string; readonly mode: number } | null {
  const first = /^\s*(?:"([^"$]+)"|'([^']+)'|([^\s"'$]+))/.exec(command)
  const path = (first?.[1] ?? first?.[2] ?? first?.[3] ?? '').replace(/^~(?=\/)/, home)
  if (!path.startsWith('/')) return null
  try {
    const stat = statSync(path)
    return stat.isFile() && (stat.mode & 0o111) === 0 ? { path, mode: stat.mode & 0o777 } : null
  } catch {
    return null
  }
}
