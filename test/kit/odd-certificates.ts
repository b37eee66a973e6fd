import { readFileSync, writeFileSync } from 'node:fs'
import type { Pair } from './certificates.ts'
import { makeScratch } from './scratch.ts'

/** Certificates for 127.0.0.1 and localhost that something is wrong with, made anew by openssl. */
export interface OddCertificates {
  /** The authority above all of these but `selfSigned`. */
  readonly ca: string
  readonly expired: Pair
  readonly notYetValid: Pair
  readonly selfSigned: Pair
  /** Signed by another authority that the first has signed; `whole` has its certificate behind the own one. */
  readonly byIntermediate: Pair
  readonly whole: Pair
  /** A key that belongs to nothing here, and the key of `byIntermediate` under the passphrase `s3cret`. */
  readonly otherKey: string
  readonly lockedKey: string
}

const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
const authority = 'basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign\n'
const server = 'subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:llm.corp.test\n'
const register = `[ca]
default_ca=own
[own]
database=index
serial=serial
new_certs_dir=.
default_md=sha256
unique_subject=no
policy=any
[any]
commonName=supplied
`

/** Throws with the words of openssl where that is missing or fails. */
export function makeOddCertificates(): OddCertificates {
  using scratch = makeScratch()
  const openssl = (...args: readonly string[]) => {
    const { exitCode, stderr } = Bun.spawnSync(['openssl', ...args], { cwd: scratch.root, stdin: 'ignore' })
    if (exitCode !== 0) throw new Error(`openssl ${args[0]}: ${stderr}`)
  }
  const text = (name: string) => readFileSync(scratch.path(name), 'utf8')
  const write = (name: string, what: string) => writeFileSync(scratch.path(name), what)
  write('register', register)
  write('index', '')
  write('serial', '01\n')
  write('server', server)
  write('authority', authority)
  const selfSigned = (name: string, subject: string, ...more: string[]) =>
    openssl(
      'req',
      '-x509',
      ...curve,
      '-days',
      '1',
      '-subj',
      `/CN=${subject}`,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.pem`,
      ...more,
    )
  const between = (name: string, by: string, kind: 'server' | 'authority', start: string, end: string) => {
    openssl('req', ...curve, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`)
    const dates = ['-startdate', start, '-enddate', end]
    const files = ['-in', `${name}.csr`, '-out', `${name}.pem`, '-cert', `${by}.pem`, '-keyfile', `${by}.key`]
    openssl('ca', '-batch', '-notext', '-config', 'register', ...files, ...dates, '-extfile', kind)
    return { cert: text(`${name}.pem`), key: text(`${name}.key`) }
  }
  const now = ['20200101000000Z', '20450101000000Z'] as const
  selfSigned('root', 'warmkey odd')
  selfSigned('alone', 'printer', '-addext', server.trim())
  const intermediate = between('Corp Issuing 2', 'root', 'authority', ...now)
  const byIntermediate = between('leaf', 'Corp Issuing 2', 'server', ...now)
  openssl('pkcs8', '-topk8', '-in', 'leaf.key', '-v2', 'aes256', '-passout', 'pass:s3cret', '-out', 'locked.key')
  return {
    ca: text('root.pem'),
    expired: between('old', 'root', 'server', '20200101000000Z', '20200201000000Z'),
    notYetValid: between('young', 'root', 'server', '20400101000000Z', '20410101000000Z'),
    selfSigned: { cert: text('alone.pem'), key: text('alone.key') },
    byIntermediate,
    whole: { cert: byIntermediate.cert + intermediate.cert, key: byIntermediate.key },
    otherKey: text('alone.key'),
    lockedKey: text('locked.key'),
  }
}
