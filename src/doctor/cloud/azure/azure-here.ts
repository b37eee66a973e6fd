import type { CloudAnswer } from '../ask-cloud.ts'
import { programMs } from '../ask-cloud-here.ts'

/** The default chain of Azure as its library finds it in this process, without trying again. */
export async function askAzure(scope: string): Promise<CloudAnswer> {
  const { DefaultAzureCredential } = await import('@azure/identity')
  const credential = new DefaultAzureCredential({
    retryOptions: { maxRetries: 0 },
    processTimeoutInMs: programMs,
  })
  const { token, expiresOnTimestamp } = await credential.getToken(scope)
  return { kind: 'token', token, expiresAtMs: expiresOnTimestamp, headers: {}, account: null, type: '' }
}
