import { closeSync, createReadStream, openSync, readSync, writeSync } from 'node:fs'

const device = (platform: string): string => (platform === 'win32' ? 'CON' : '/dev/tty')

/** Whether this process has a controlling terminal: one whose Ctrl-C reaches the child without our help. */
export function hasTerminal(platform: string): boolean {
  try {
    closeSync(openSync(device(platform), 'r+'))
    return true
  } catch {
    return false
  }
}

/**
 * Asks on the terminal and waits; `yes` and `y` mean yes. `null` where there is no terminal to ask on.
 * The answer is read from the terminal itself, a line at a time, so that nothing meant for the child is lost.
 */
export function askOnTerminal(question: string, platform: string): boolean | null {
  let file: number
  try {
    file = openSync(device(platform), 'r+')
  } catch {
    return null
  }
  try {
    writeSync(file, `${question} [y/N] `)
    const bytes = Buffer.alloc(1024)
    return /^y(?:es)?$/i.test(bytes.toString('utf8', 0, readSync(file, bytes)).trim())
  } finally {
    closeSync(file)
  }
}

/**
 * The same where Ctrl-C has a meaning of its own, which a read that blocks everything never hears of: `ended` when `end`
 * comes before an answer.
 */
export async function askUntil(
  question: string,
  platform: string,
  end: AbortSignal,
): Promise<boolean | null | 'ended'> {
  let file: number
  try {
    file = openSync(device(platform), 'r+')
  } catch {
    return null
  }
  writeSync(file, `${question} [y/N] `)
  const input = createReadStream('', { fd: file, autoClose: false })
  const answer = await new Promise<string | null>((resolve) => {
    if (end.aborted) resolve(null)
    end.addEventListener('abort', () => resolve(null), { once: true })
    input.once('data', (bytes) => resolve(String(bytes)))
    input.once('end', () => resolve(''))
    input.once('error', () => resolve(''))
  })
  input.destroy()
  return answer === null ? 'ended' : /^y(?:es)?$/i.test(answer.trim())
}
