import { join } from 'node:path'
import type { Bench } from '../bench.ts'
import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'
import { shellWord } from '../fixes/fix-words.ts'
import { placeOf, toSet, toSetWhatIsAsked } from '../fixes/set-variable.ts'
import { certificateOf, clientTls, pairFault, pemIn } from '../network/client-tls.ts'

const certName = 'CLAUDE_CODE_CLIENT_CERT'
const keyName = 'CLAUDE_CODE_CLIENT_KEY'

/**
 * The pair with which Claude Code shows who it is: https://code.claude.com/docs/en/network-config. One that does not go
 * together opens no connection at all, and reads "Can't reach the API server" (measured with 2.1.330).
 */
export const clientCertificate: Check = {
  id: 'client-certificate',
  title: 'Client certificate and key go together',
  group: 'network',
  needs: ['base-url'],
  run(bench) {
    const { clientEnv, endpoint } = bench
    const cert = (clientEnv[certName] ?? '').trim()
    const key = (clientEnv[keyName] ?? '').trim()
    if (cert === '' && key === '') return doesNotApply('no client certificate is set')
    if (endpoint.parsed?.protocol !== 'https:') return doesNotApply('it is not https')
    const tls = clientTls(clientEnv)
    // Half a pair is not used, and whether anybody misses it shows at the endpoint.
    if (tls.cert === undefined || tls.key === undefined)
      return doesNotApply('one of the two files cannot be used, so no certificate is sent')
    const fault = pairFault(tls)
    const shown = certificateOf(tls.cert)
    if (fault === null) {
      const until = shown === null ? '' : `, until ${new Date(shown.endsMs).toISOString().slice(0, 10)}`
      return ok(`${shown?.name ?? cert}${until}`)
    }
    const wrong = (summary: string, setting: ReturnType<typeof toSet>): Complaint => ({
      status: 'wrong',
      cause: 'tls',
      summary,
      evidence: [
        `${certName} of ${placeOf(bench, certName)}: ${cert}`,
        `${keyName} of ${placeOf(bench, keyName)}: ${key}`,
      ],
      ...setting,
    })
    const handedOut = (name: string, what: string) =>
      toSetWhatIsAsked(bench, `Ask whoever runs ${endpoint.parsed?.host} for ${what}`, name, '<the file>')
    const secret = `${keyName}_PASSPHRASE`
    if (fault === 'passphrase' || fault === 'no-passphrase')
      return wrong(
        fault === 'passphrase'
          ? `${secret} does not open ${key}, so Claude Code opens no connection.`
          : `${key} is encrypted and ${secret} is not set, so Claude Code opens no connection.`,
        toSet(bench, secret, '<the passphrase of the key>'),
      )
    if (fault === 'mismatch') {
      const other = otherKey(bench, key, tls)
      return wrong(
        `The key ${key} does not belong to the certificate ${cert}, so Claude Code opens no connection.`,
        other === null ? { fix: handedOut(keyName, `the key that belongs to ${cert}`) } : toSet(bench, keyName, other),
      )
    }
    const swapped = pairFault({ ca: [], cert: tls.key, key: tls.cert }) === null
    const inShell = placeOf(bench, keyName) === 'the shell' && placeOf(bench, certName) === 'the shell'
    if (swapped && inShell)
      return wrong(`${certName} and ${keyName} are the wrong way round.`, {
        fix: `Type: export ${certName}=${shellWord(key)} ${keyName}=${shellWord(cert)}`,
      })
    return fault === 'not-a-certificate'
      ? wrong(`${cert} holds no certificate.`, { fix: handedOut(certName, 'a client certificate') })
      : wrong(`${key} holds no private key.`, { fix: handedOut(keyName, `the key that belongs to ${cert}`) })
  },
}

/** Another file beside the key that belongs to the certificate; `null` for none. */
function otherKey({ world }: Bench, key: string, tls: ReturnType<typeof clientTls>): string | null {
  const folder = key.slice(0, key.lastIndexOf('/'))
  const names = folder === '' ? [] : world.list(folder).filter((name) => /\.(key|pem)$/.test(name))
  for (const name of names.slice(0, 50)) {
    const found = pemIn(join(folder, name))
    if ('text' in found && found.text.includes('PRIVATE KEY') && pairFault({ ...tls, key: found.text }) === null)
      return join(folder, name)
  }
  return null
}
