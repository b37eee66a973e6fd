import { claudeCodeAuthConflict } from './claude-code/auth-conflict.ts'
import { claudeCodeCustomHeaders } from './claude-code/custom-headers.ts'
import { claudeCodeExternalKey } from './claude-code/external-key.ts'
import { claudeCodeHeaderCharacters } from './claude-code/header-characters.ts'
import { claudeCodeHelperEmpty } from './claude-code/helper-empty.ts'
import { claudeCodeHelperExited } from './claude-code/helper-exited.ts'
import { claudeCodeHelperFailing } from './claude-code/helper-failing.ts'
import { claudeCodeHelperNotFound } from './claude-code/helper-not-found.ts'
import { claudeCodeHelperOutput } from './claude-code/helper-output.ts'
import { claudeCodeLoginExpired } from './claude-code/login-expired.ts'
import { claudeCodeNotLoggedIn } from './claude-code/not-logged-in.ts'
import { claudeCodeProfileLoginExpired } from './claude-code/profile-login-expired.ts'
import { claudeCodeSelectedModel } from './claude-code/selected-model.ts'
import { claudeCodeSessionNotRefreshed } from './claude-code/session-not-refreshed.ts'
import { claudeCodeTokenRevoked } from './claude-code/token-revoked.ts'
import { signatures } from './index.ts'
import { closedMidResponse } from './network/closed-mid-response.ts'
import { connectTimeout } from './network/connect-timeout.ts'
import { connectionDropped } from './network/connection-dropped.ts'
import { connectionError } from './network/connection-error.ts'
import { connectionRefused } from './network/connection-refused.ts'
import { dnsNotFound } from './network/dns-not-found.ts'
import { invalidBaseUrl } from './network/invalid-url.ts'
import { noRoute } from './network/no-route.ts'
import { proxyProtocol } from './network/proxy-protocol.ts'
import { claudeCodeProxyTunnel } from './network/proxy-tunnel.ts'
import { proxyUnreachable } from './network/proxy-unreachable.ts'
import { requestTimedOut } from './network/request-timed-out.ts'
import { tlsExpired } from './network/tls-expired.ts'
import { tlsExtraCertificates } from './network/tls-extra-certificates.ts'
import { tlsHostname } from './network/tls-hostname.ts'
import { tlsIssuerUnknown } from './network/tls-issuer-unknown.ts'
import { tlsNotYetValid } from './network/tls-not-yet-valid.ts'
import { tlsOnPlainPort } from './network/tls-on-plain-port.ts'
import { tlsSelfSigned } from './network/tls-self-signed.ts'
import type { Signature } from './signature.ts'

/**
 * The cards that explain and never decide: what programs print of their own (`printed`), failures of the machine itself,
 * and texts that only pages repeat (`hearsay`). Where two fit equally well, the first wins, and each card of `index.ts`
 * comes before all of them. The gateway does not load this file. A card whose words an API sends belongs into `index.ts`;
 * no card is in both.
 */
export const explaining: readonly Signature[] = [
  connectionRefused,
  dnsNotFound,
  noRoute,
  connectionDropped,
  closedMidResponse,
  connectTimeout,
  requestTimedOut,
  connectionError,
  claudeCodeProxyTunnel,
  proxyProtocol,
  proxyUnreachable,
  tlsSelfSigned,
  tlsIssuerUnknown,
  tlsExpired,
  tlsNotYetValid,
  tlsHostname,
  tlsOnPlainPort,
  tlsExtraCertificates,
  invalidBaseUrl,
  claudeCodeNotLoggedIn,
  claudeCodeLoginExpired,
  claudeCodeSessionNotRefreshed,
  claudeCodeTokenRevoked,
  claudeCodeHeaderCharacters,
  claudeCodeExternalKey,
  claudeCodeCustomHeaders,
  claudeCodeHelperFailing,
  claudeCodeHelperExited,
  claudeCodeHelperNotFound,
  claudeCodeHelperEmpty,
  claudeCodeHelperOutput,
  claudeCodeAuthConflict,
  claudeCodeProfileLoginExpired,
  claudeCodeSelectedModel,
]

/** Every card there is: those that decide, then those that only explain. What `explain`, doctor and documents read. */
export const catalogue: readonly Signature[] = [...signatures, ...explaining]
