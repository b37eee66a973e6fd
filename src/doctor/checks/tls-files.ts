import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'
import { shellWord } from '../fixes/fix-words.ts'
import { placeOf, toUnset } from '../fixes/set-variable.ts'
import { type FileFault, pemIn, tlsFiles, unknownStores } from '../network/client-tls.ts'

const says: Readonly<Record<FileFault, string>> = {
  missing: 'which is not there',
  unreadable: 'which cannot be read',
  empty: 'which is empty',
  der: 'which is DER and not PEM',
  'no-pem': 'which is no PEM file',
}

/** Files for TLS that Claude Code passes over in silence. Where they are missed, TLS itself has failed before. */
export const tlsFilesRead: Check = {
  id: 'tls-files',
  title: 'Files for TLS are read',
  group: 'network',
  network: true,
  needs: ['tls-trusted', 'endpoint-is-api'],
  aboutEndpoint: true,
  run(bench) {
    const { clientEnv } = bench
    const set = tlsFiles.filter((name) => (clientEnv[name] ?? '').trim() !== '')
    for (const name of set) {
      const path = (clientEnv[name] ?? '').trim()
      const found = pemIn(path)
      if ('text' in found) continue
      const pem = `${path.replace(/\.(cer|der|crt)$/i, '')}.pem`
      return {
        status: 'warn',
        cause: 'tls',
        summary: `${name} names ${path}, ${says[found.fault]}, and Claude Code passes it over in silence.`,
        evidence: [`${name} of ${placeOf(bench, name)}: ${path}`],
        ...(found.fault === 'der'
          ? {
              fix: `Type: openssl x509 -inform der -in ${shellWord(path)} -out ${shellWord(pem)} && export ${name}=${shellWord(pem)}`,
            }
          : toUnset(bench, name)),
      } satisfies Complaint
    }
    const [word] = unknownStores(clientEnv)
    if (word !== undefined)
      return {
        status: 'warn',
        cause: 'tls',
        summary: `CLAUDE_CODE_CERT_STORE has "${word.slice(0, 40)}", which is none of bundled and system.`,
        evidence: [`CLAUDE_CODE_CERT_STORE of ${placeOf(bench, 'CLAUDE_CODE_CERT_STORE')}`],
        ...toUnset(bench, 'CLAUDE_CODE_CERT_STORE'),
      }
    return set.length === 0 ? doesNotApply('none is set') : ok(set.join(', '))
  },
}
