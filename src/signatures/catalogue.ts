import { azureSignatureExpired } from './ambiguous/azure-signature-expired.ts'
import { copilotTokenOrPlan } from './ambiguous/copilot-token-or-plan.ts'
import { invalidToken } from './ambiguous/invalid-token.ts'
import { signatureExpired } from './ambiguous/signature-expired.ts'
import { anthropicPromptTooLong } from './anthropic/prompt-too-long.ts'
import { awsCredentialProcess } from './aws/credential-process.ts'
import { awsInstanceRole } from './aws/instance-role.ts'
import { awsJavaChain } from './aws/java-chain.ts'
import { awsLoginDependency } from './aws/login-dependency.ts'
import { awsLoginPermission } from './aws/login-permission.ts'
import { awsLoginSession } from './aws/login-session.ts'
import { awsMfaCode } from './aws/mfa-code.ts'
import { awsMfaDevice } from './aws/mfa-device.ts'
import { awsMfaUnattended } from './aws/mfa-unattended.ts'
import { awsNoCredentials } from './aws/no-credentials.ts'
import { awsNoRegion } from './aws/no-region.ts'
import { awsPartialCredentials } from './aws/partial-credentials.ts'
import { awsProfileMissing } from './aws/profile-missing.ts'
import { awsRegionEmpty } from './aws/region-empty.ts'
import { awsSourceProfileMissing } from './aws/source-profile-missing.ts'
import { awsSsoNoAccess } from './aws/sso-no-access.ts'
import { awsSsoProfileIncomplete } from './aws/sso-profile-incomplete.ts'
import { awsSsoRefreshFailed } from './aws/sso-refresh-failed.ts'
import { awsSsoSessionExpired } from './aws/sso-session-expired.ts'
import { awsSsoSessionUndefined } from './aws/sso-session-undefined.ts'
import { awsSsoTokenMissing } from './aws/sso-token-missing.ts'
import { awsSsoUtilLogin } from './aws/sso-util-login.ts'
import { azureAppMissing } from './azure/app-missing.ts'
import { azureAzdLogin } from './azure/azd-login.ts'
import { azureCliLogin } from './azure/cli-login.ts'
import { azureCliMissing } from './azure/cli-missing.ts'
import { azureClientSecretExpired } from './azure/client-secret-expired.ts'
import { azureClientSecretWrong } from './azure/client-secret-wrong.ts'
import { azureConsent } from './azure/consent.ts'
import { azureDefaultCredential } from './azure/default-credential.ts'
import { azureFoundryClient } from './azure/foundry-client.ts'
import { azureGrantRevoked } from './azure/grant-revoked.ts'
import { azureMfaRequired } from './azure/mfa-required.ts'
import { azureOpenaiClient } from './azure/openai-client.ts'
import { azureRefreshTokenInactive } from './azure/refresh-token-inactive.ts'
import { azureSigninFrequency } from './azure/signin-frequency.ts'
import { claudeCodeAuthConflict } from './claude-code/auth-conflict.ts'
import { anthropicSdkNoCredential } from './claude-code/authentication-method.ts'
import { claudeCodeAwsAuthenticationFailed } from './claude-code/aws-authentication-failed.ts'
import { claudeCodeAwsChainTimeout } from './claude-code/aws-chain-timeout.ts'
import { claudeCodeAwsExportOutput } from './claude-code/aws-export-output.ts'
import { claudeCodeAwsRefreshFailed } from './claude-code/aws-refresh-failed.ts'
import { claudeCodeConfigCorrupted } from './claude-code/config-corrupted.ts'
import { claudeCodeCredentialsWiped } from './claude-code/credentials-wiped.ts'
import { claudeCodeCustomHeaders } from './claude-code/custom-headers.ts'
import { claudeCodeDiskFull } from './claude-code/disk-full.ts'
import { claudeCodeExternalKey } from './claude-code/external-key.ts'
import { claudeCodeFirstPartyLogin } from './claude-code/first-party-login.ts'
import { claudeCodeFoundryAuthenticationFailed } from './claude-code/foundry-authentication-failed.ts'
import { claudeCodeGatewayUpstream } from './claude-code/gateway-upstream.ts'
import { claudeCodeGoogleAuthenticationFailed } from './claude-code/google-authentication-failed.ts'
import { claudeCodeHeaderCharacters } from './claude-code/header-characters.ts'
import { claudeCodeHelperEmpty } from './claude-code/helper-empty.ts'
import { claudeCodeHelperExited } from './claude-code/helper-exited.ts'
import { claudeCodeHelperFailing } from './claude-code/helper-failing.ts'
import { claudeCodeHelperNotFound } from './claude-code/helper-not-found.ts'
import { claudeCodeHelperOutput } from './claude-code/helper-output.ts'
import { claudeCodeHelperTimedOut } from './claude-code/helper-timed-out.ts'
import { claudeCodeIdentityTokenFile } from './claude-code/identity-token-file.ts'
import { claudeCodeLockHeld } from './claude-code/lock-held.ts'
import { claudeCodeLoginEndsSoon } from './claude-code/login-ends-soon.ts'
import { claudeCodeLoginExpired } from './claude-code/login-expired.ts'
import { claudeCodeNetworkBlocked } from './claude-code/network-blocked.ts'
import { claudeCodeNotLoggedIn } from './claude-code/not-logged-in.ts'
import { claudeCodeOverloaded } from './claude-code/overloaded.ts'
import { pageEndpointAuthentication } from './claude-code/page-endpoint.ts'
import { claudeCodeHelper403NotRetried } from './claude-code/page-helper-not-retried.ts'
import { pageKeyNotConfigured } from './claude-code/page-key-not-configured.ts'
import { pageKeyRevoked } from './claude-code/page-key-revoked.ts'
import { pageLoginExpired } from './claude-code/page-login-expired.ts'
import { pageTooManyRequests } from './claude-code/page-too-many-requests.ts'
import { claudeCodePlanModel } from './claude-code/plan-model.ts'
import { claudeCodeProfileLoginExpired } from './claude-code/profile-login-expired.ts'
import { claudeCodeRemoteControl } from './claude-code/remote-control.ts'
import { claudeCodeRenameRefused } from './claude-code/rename-refused.ts'
import { claudeCodeRequestRejected } from './claude-code/request-rejected.ts'
import { claudeCodeSelectedModel } from './claude-code/selected-model.ts'
import { claudeCodeServicesUnreachable } from './claude-code/services-unreachable.ts'
import { claudeCodeSessionNotRefreshed } from './claude-code/session-not-refreshed.ts'
import { claudeCodeSettingsMissing } from './claude-code/settings-missing.ts'
import { claudeCodeSettingsNotLoaded } from './claude-code/settings-not-loaded.ts'
import { claudeCodeSignInCode } from './claude-code/sign-in-code.ts'
import { claudeCodeSignInRefused } from './claude-code/sign-in-refused.ts'
import { bedrockStreamContentType } from './claude-code/stream-content-type.ts'
import { claudeCodeThrottled } from './claude-code/throttled.ts'
import { claudeCodeTokenRevoked } from './claude-code/token-revoked.ts'
import { claudeCodeUsageLimit } from './claude-code/usage-limit.ts'
import { cloudflareTimeout } from './cloudflare/timeout.ts'
import { cloudflareUnknown } from './cloudflare/unknown.ts'
import { cloudflareUnreachable } from './cloudflare/unreachable.ts'
import { databricksDefaultAuth } from './databricks/default-auth.ts'
import { databricksRefreshToken } from './databricks/refresh-token.ts'
import { apigeeClient } from './gateways/apigee-client.ts'
import { forbiddenWithoutReason } from './gateways/forbidden-without-reason.ts'
import { copilotAuthFailed } from './github/copilot-auth.ts'
import { copilotModelsForbidden } from './github/copilot-models.ts'
import { copilotRequestsPermission } from './github/copilot-requests.ts'
import { googleAdcReauth } from './google/adc-reauth.ts'
import { googleCredentialsFile } from './google/credentials-file.ts'
import { googleDefaultCredentials } from './google/default-credentials.ts'
import { googleGcloudReauth } from './google/gcloud-reauth.ts'
import { geminiCliAuthMethod } from './google/gemini-cli-auth-method.ts'
import { geminiCliEntitlement } from './google/gemini-cli-entitlement.ts'
import { geminiCliLocation } from './google/gemini-cli-location.ts'
import { geminiCliProject } from './google/gemini-cli-project.ts'
import { geminiCliWorkspace } from './google/gemini-cli-workspace.ts'
import { googleNoActiveAccount } from './google/no-active-account.ts'
import { googleRefreshFailed } from './google/refresh-failed.ts'
import { googleVertexNoRegion } from './google/vertex-no-region.ts'
import { googleVertexToken } from './google/vertex-token.ts'
import { signatures } from './index.ts'
import { litellmAnthropicKey } from './litellm/anthropic-key.ts'
import { ideOutputNotJson } from './local/ide-output-not-json.ts'
import { keychainItemMissing } from './local/keychain-item-missing.ts'
import { keychainLocked } from './local/keychain-locked.ts'
import { closedMidResponse } from './network/closed-mid-response.ts'
import { cloudflareChallenge } from './network/cloudflare-challenge.ts'
import { connectTimeout } from './network/connect-timeout.ts'
import { connectionDropped } from './network/connection-dropped.ts'
import { connectionError } from './network/connection-error.ts'
import { connectionRefused } from './network/connection-refused.ts'
import { dnsNotFound } from './network/dns-not-found.ts'
import { htmlInsteadOfJson } from './network/html-instead-of-json.ts'
import { invalidBaseUrl } from './network/invalid-url.ts'
import { noRoute } from './network/no-route.ts'
import { proxyProtocol } from './network/proxy-protocol.ts'
import { claudeCodeProxyTunnel } from './network/proxy-tunnel.ts'
import { proxyUnreachable } from './network/proxy-unreachable.ts'
import { requestTimedOut } from './network/request-timed-out.ts'
import { connectionResetByPeer } from './network/reset-by-peer.ts'
import { tlsExpired } from './network/tls-expired.ts'
import { tlsExtraCertificates } from './network/tls-extra-certificates.ts'
import { tlsHostname } from './network/tls-hostname.ts'
import { tlsIssuerUnknown } from './network/tls-issuer-unknown.ts'
import { tlsNotYetValid } from './network/tls-not-yet-valid.ts'
import { tlsOnPlainPort } from './network/tls-on-plain-port.ts'
import { tlsSelfSigned } from './network/tls-self-signed.ts'
import { openaiClientKey } from './openai/client-key.ts'
import { openrouterKeyLimit } from './openrouter/key-limit.ts'
import { keyringNoResult } from './secret-stores/keyring-result.ts'
import { keyringNoService } from './secret-stores/keyring-service.ts'
import { opNotSignedIn } from './secret-stores/op-not-signed-in.ts'
import type { Signature } from './signature.ts'
import { snowflakeIdToken } from './snowflake/id-token.ts'
import { snowflakeSessionExpired } from './snowflake/session-expired.ts'
import { aiSdkKeyMissing } from './tools/ai-sdk-key.ts'
import { aiderNotAuthenticated } from './tools/aider-auth.ts'
import { aiderCredits } from './tools/aider-credits.ts'
import { aiderRateLimited } from './tools/aider-rate-limit.ts'
import { clineNotSignedIn } from './tools/cline-sign-in.ts'
import { codexModel } from './tools/codex-model.ts'
import { codexRefreshEmpty } from './tools/codex-refresh-empty.ts'
import { codexRefreshFailed } from './tools/codex-refresh-failed.ts'
import { codexRefreshRevoked } from './tools/codex-refresh-revoked.ts'
import { codexRefreshUsed } from './tools/codex-refresh-used.ts'
import { codexRetryLimit } from './tools/codex-retry-limit.ts'
import { codexStreamDisconnected } from './tools/codex-stream-disconnected.ts'
import { codexUnauthorized } from './tools/codex-unauthorized.ts'
import { opencodeModelMissing } from './tools/opencode-model.ts'
import { vaultApprole } from './vault/approle.ts'
import { vaultPermissionDenied } from './vault/permission-denied.ts'
import { vaultSealed } from './vault/sealed.ts'
import { vaultTokenMissing } from './vault/token-missing.ts'
import { wafAkamaiDenied } from './waf/akamai.ts'
import { wafF5Rejected } from './waf/f5.ts'
import { wafImperva } from './waf/imperva.ts'
import { wafZscaler } from './waf/zscaler.ts'

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
  anthropicPromptTooLong,
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
  claudeCodeServicesUnreachable,
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
  awsSsoSessionExpired,
  awsSsoRefreshFailed,
  awsSsoTokenMissing,
  awsSsoSessionUndefined,
  awsSsoProfileIncomplete,
  awsSsoNoAccess,
  awsNoCredentials,
  awsNoRegion,
  awsRegionEmpty,
  awsProfileMissing,
  awsSourceProfileMissing,
  awsPartialCredentials,
  awsCredentialProcess,
  awsMfaCode,
  awsMfaDevice,
  awsMfaUnattended,
  awsLoginSession,
  awsLoginPermission,
  awsLoginDependency,
  googleNoActiveAccount,
  googleDefaultCredentials,
  googleCredentialsFile,
  googleGcloudReauth,
  googleRefreshFailed,
  googleVertexNoRegion,
  geminiCliAuthMethod,
  geminiCliProject,
  geminiCliEntitlement,
  geminiCliLocation,
  azureRefreshTokenInactive,
  azureSigninFrequency,
  azureGrantRevoked,
  azureMfaRequired,
  azureClientSecretExpired,
  azureClientSecretWrong,
  azureAppMissing,
  azureConsent,
  azureDefaultCredential,
  azureCliMissing,
  azureCliLogin,
  azureOpenaiClient,
  azureFoundryClient,
  openaiClientKey,
  codexRefreshUsed,
  codexRefreshRevoked,
  codexRefreshFailed,
  codexModel,
  codexRetryLimit,
  copilotRequestsPermission,
  copilotAuthFailed,
  copilotModelsForbidden,
  claudeCodeHelperTimedOut,
  claudeCodeLoginEndsSoon,
  claudeCodeSignInCode,
  claudeCodeSignInRefused,
  claudeCodeConfigCorrupted,
  claudeCodeSettingsNotLoaded,
  claudeCodeSettingsMissing,
  claudeCodeCredentialsWiped,
  claudeCodeLockHeld,
  claudeCodeDiskFull,
  keychainLocked,
  keychainItemMissing,
  ideOutputNotJson,
  claudeCodeAwsRefreshFailed,
  claudeCodeAwsExportOutput,
  claudeCodeAwsAuthenticationFailed,
  claudeCodeGoogleAuthenticationFailed,
  claudeCodeFoundryAuthenticationFailed,
  claudeCodeGatewayUpstream,
  claudeCodeNetworkBlocked,
  claudeCodeUsageLimit,
  claudeCodeThrottled,
  claudeCodeRequestRejected,
  claudeCodeOverloaded,
  anthropicSdkNoCredential,
  claudeCodeIdentityTokenFile,
  bedrockStreamContentType,
  litellmAnthropicKey,
  aiderNotAuthenticated,
  aiSdkKeyMissing,
  opencodeModelMissing,
  clineNotSignedIn,
  vaultPermissionDenied,
  vaultSealed,
  vaultTokenMissing,
  vaultApprole,
  databricksRefreshToken,
  databricksDefaultAuth,
  snowflakeSessionExpired,
  snowflakeIdToken,
  apigeeClient,
  cloudflareTimeout,
  cloudflareUnreachable,
  cloudflareUnknown,
  wafZscaler,
  wafF5Rejected,
  wafAkamaiDenied,
  wafImperva,
  opNotSignedIn,
  keyringNoService,
  keyringNoResult,
  pageKeyNotConfigured,
  pageKeyRevoked,
  pageLoginExpired,
  pageEndpointAuthentication,
  claudeCodeHelper403NotRetried,
  pageTooManyRequests,
  claudeCodeFirstPartyLogin,
  claudeCodePlanModel,
  claudeCodeRenameRefused,
  htmlInsteadOfJson,
  cloudflareChallenge,
  openrouterKeyLimit,
  aiderRateLimited,
  aiderCredits,
  codexStreamDisconnected,
  codexUnauthorized,
  codexRefreshEmpty,
  geminiCliWorkspace,
  googleAdcReauth,
  googleVertexToken,
  azureAzdLogin,
  awsSsoUtilLogin,
  connectionResetByPeer,
  forbiddenWithoutReason,
  azureSignatureExpired,
  signatureExpired,
  invalidToken,
  copilotTokenOrPlan,
  claudeCodeRemoteControl,
  claudeCodeAwsChainTimeout,
  awsJavaChain,
  awsInstanceRole,
]

/** Every card there is: those that decide, then those that only explain. What `explain`, doctor and documents read. */
export const catalogue: readonly Signature[] = [...signatures, ...explaining]
