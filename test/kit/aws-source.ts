import type { Source } from '../../src/credential/sources/source.ts'
import { Secret } from '../../src/secret.ts'

/** The n-th credential of {@link awsSource}; none of them opens anything anywhere. */
export const awsKeys = (n: number) => ({
  accessKeyId: `ASIAFAKE${String(n).padStart(12, '0')}`,
  secretAccessKey: `fake-secret-${n}/abcdefghijklmnopqrst`,
  sessionToken: `fake-session-token-${n}-0123456789`,
})

/** The form of a credential process, which is the text of an AWS credential. */
export const processForm = ({ accessKeyId, secretAccessKey, sessionToken }: ReturnType<typeof awsKeys>): string =>
  JSON.stringify({
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: '2099-01-01T00:00:00Z',
  })

/** A source of AWS credentials that makes a new one at each call, at once. */
export function awsSource(traits: Partial<Source> = {}): Source & { readonly calls: number } {
  let calls = 0
  return {
    origin: 'aws profile dev',
    stable: false,
    renewableUnattended: true,
    lapsesWhenIdle: false,
    ...traits,
    get calls() {
      return calls
    },
    async obtain() {
      calls += 1
      return { secret: new Secret(processForm(awsKeys(calls))), life: {}, kind: 'aws' }
    },
  }
}
