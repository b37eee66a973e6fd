import { closeSync, constants, fstatSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { WarmkeyError } from '../../errors.ts'
import { localKeyShape, readLocalKey } from '../../gateway/local-keys.ts'
import type { Secret } from '../../secret.ts'

/**
 * The local key that a file keeps; makes file and key (mode 0600) when it is not there. A file that somebody else can
 * read, or that is a symlink, is refused: the key in it opens the gateway.
 */
export function keptKey(path: string): Secret {
  try {
    return make(path)
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST')
      throw unsafe(path, `cannot be made (${(thrown as NodeJS.ErrnoException).code ?? 'unknown'})`, thrown)
  }
  return read(path)
}

function make(path: string): Secret {
  const file = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600)
  try {
    const key = `wk-${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')}`
    writeSync(file, `${key}\n`)
    fsyncSync(file)
    return readLocalKey(key)
  } finally {
    closeSync(file)
  }
}

function read(path: string): Secret {
  let file: number
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    throw unsafe(path, code === 'ELOOP' ? 'is a symlink' : `cannot be read (${code ?? 'unknown'})`, thrown)
  }
  try {
    const status = fstatSync(file)
    if (!status.isFile()) throw unsafe(path, 'is not a file')
    if (process.platform !== 'win32' && (status.mode & 0o077) !== 0)
      throw unsafe(path, 'can be read by others on this machine')
    const text = readFileSync(file, 'utf8').trim()
    if (!localKeyShape.test(text)) throw unsafe(path, 'does not hold a local key')
    return readLocalKey(text)
  } finally {
    closeSync(file)
  }
}

const unsafe = (path: string, fact: string, cause?: unknown): WarmkeyError =>
  new WarmkeyError('state-unsafe', `The key file ${path} ${fact}.`, {
    remedy: 'Give it mode 0600 (chmod 600), or name another file, which is then made.',
    ...(cause === undefined ? {} : { cause }),
    transient: false,
  })
