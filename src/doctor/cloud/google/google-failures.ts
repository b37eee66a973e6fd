import { sayDuration } from '../../../duration.ts'
import type { Cause } from '../../../signatures/signature.ts'
import type { Bench } from '../../bench.ts'
import type { Complaint } from '../../check.ts'
import { setClock } from '../../checks/clock-right.ts'
import { shellWord } from '../../fixes/fix-words.ts'
import type { CloudFailure } from '../ask-cloud.ts'
import { unreachable } from '../unreachable.ts'

/** What is known of the credential that gave no token. */
export interface GoogleCredential {
  /** Where it lies, for people. */
  readonly file: string
  /** Its `type`. */
  readonly type: string
  /** The service account that it is or that it becomes, where it says one. */
  readonly account: string | null
  /** The pool of a federated identity, where it names one. */
  readonly pool: string | null
  /** What signs in anew, in its place. */
  readonly login: string
}

/** What Google says of credentials that it takes no more, in the words of its token endpoints. */
const known: readonly {
  readonly when: RegExp
  readonly cause: Cause
  readonly number?: 5 | 2
  readonly says: (of: GoogleCredential) => string
  readonly fix: (of: GoogleCredential) => string
}[] = [
  {
    // https://support.google.com/a/answer/9368756
    when: /invalid_rapt|reauth related error/,
    cause: 'expired',
    says: () => 'Your organisation limits how long a login of Google lasts, and yours is over.',
    fix: ({ login }) => login,
  },
  {
    when: /Token has been expired or revoked/,
    cause: 'revoked',
    says: ({ file }) => `The login of Google in ${file} has expired or been revoked.`,
    fix: ({ login }) => login,
  },
  {
    when: /account not found|Account has been deleted|user_not_found/i,
    cause: 'revoked',
    says: ({ account, file }) => `The service account ${account ?? `of ${file}`} is not there any more.`,
    fix: ({ login }) => login,
  },
  {
    when: /Invalid JWT Signature/,
    cause: 'revoked',
    says: ({ account, file }) => `The key in ${file} is none of ${account ?? 'its service account'} any more.`,
    fix: ({ account, file }) =>
      `Type: gcloud iam service-accounts keys create ${shellWord(file)}${account === null ? '' : ` --iam-account=${shellWord(account)}`}`,
  },
  {
    when: /deleted_client|OAuth client was (deleted|disabled)|disabled_client|invalid_client/,
    cause: 'revoked',
    says: ({ file }) => `The program with which the login in ${file} was made is not known to Google any more.`,
    fix: ({ login }) => login,
  },
  {
    when: /iam\.serviceAccounts\.getAccessToken/,
    cause: 'permission',
    says: ({ account }) => `Your login may not act as the service account ${account ?? 'that it names'}.`,
    fix: ({ account }) =>
      `Ask whoever runs ${account ?? 'it'} to type: gcloud iam service-accounts add-iam-policy-binding ${account ?? '<the account>'} --member=user:<your account> --role=roles/iam.serviceAccountTokenCreator`,
  },
  {
    when: /attribute condition|unauthorized_client|invalid_target|stale to sign-in|subject_token/i,
    cause: 'permission',
    says: ({ file }) => `Google does not take the identity that ${file} brings for its pool.`,
    fix: ({ pool, file }) => `Ask whoever runs ${pool ?? `the pool of ${file}`} to let this identity in.`,
  },
  {
    when: /Could not load the default credentials|unable to detect/i,
    cause: 'missing-credential',
    says: () => 'There are no application-default credentials of Google.',
    fix: ({ login }) => login,
  },
  {
    when: /invalid_grant/,
    cause: 'revoked',
    says: ({ file }) => `Google takes the login in ${file} no more.`,
    fix: ({ login }) => login,
  },
]

/** Why there is no token, as one complaint. */
export function googleFailure(bench: Bench, failure: CloudFailure, of: GoogleCredential): Complaint {
  const nowMs = bench.clock.nowMs()
  const evidence = [
    `${of.file}: ${of.type}`,
    ...(failure.status === null ? [] : [`the token endpoint: ${failure.status}`]),
  ]
  if (/short-lived token|iat and exp/.test(failure.said))
    return skewed(failure, evidence, nowMs, setClock(bench.world.platform))
  const found = known.find(({ when }) => when.test(failure.said))
  if (found !== undefined)
    return {
      status: 'wrong',
      cause: found.cause,
      summary: found.says(of),
      evidence,
      fix: found.fix(of),
      number: found.number ?? 5,
    }
  const host = failure.host ?? (of.type === 'external_account' ? 'sts.googleapis.com' : 'oauth2.googleapis.com')
  if (failure.status === null) return unreachable(bench, host, failure.code ?? 'no answer', evidence)
  return {
    status: 'wrong',
    cause: failure.status >= 500 ? 'server-error' : 'invalid-credential',
    summary: `Google gives no token for ${of.file} (status ${failure.status}).`,
    evidence,
    fix: failure.status >= 500 ? 'Wait a minute.' : of.login,
    number: 5,
  }
}

/** A signed assertion is taken for an hour at most, so the clock is what is wrong. */
function skewed(failure: CloudFailure, evidence: readonly string[], nowMs: number, fix: string): Complaint {
  const offMs = failure.dateMs === null ? null : nowMs - failure.dateMs
  const far =
    offMs === null ? 'wrong' : `${sayDuration(Math.max(1000, Math.abs(offMs)))} ${offMs > 0 ? 'ahead' : 'behind'}`
  return {
    status: 'wrong',
    cause: 'clock-skew',
    summary: `The clock of this machine is ${far}, and Google takes no assertion that is signed with it.`,
    evidence,
    fix,
  }
}
