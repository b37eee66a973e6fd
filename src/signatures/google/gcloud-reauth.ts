import type { Signature } from '../signature.ts'

export const googleGcloudReauth: Signature = {
  id: 'google-gcloud-reauth',
  title: 'The gcloud command wants a person',
  provider: 'google',
  cause: 'expired',
  renewable: 'no',
  when: [
    { printed: /\bReauthentication failed\b.{1,4}cannot prompt during non-interactive execution\b/i },
    { printed: /\bReauthentication challenge could not be answered\b/i },
    { printed: /\bcannot prompt during non-interactive execution\b/i },
  ],
  area: 'account-or-auth',
  meaning:
    'The organization limits the length of a Google Cloud session; it is over, and gcloud ran where it cannot ask for the password.',
  why: 'Reauthentication is a policy of Google Workspace: the refresh token stays valid, but Google wants the password or the key again every few hours.',
  commonCauses: [
    'a helper that calls gcloud in the background',
    'the first command of the day',
    'a shorter session since a change of policy',
  ],
  remedy: [
    'Type "gcloud auth login" in a terminal, and "gcloud auth application-default login" if libraries are used too.',
    'Repeat the request.',
  ],
  otherwise:
    'Ask the administrator to exempt a trusted app, or to lengthen the session under "Google Cloud session control".',
  checks: [
    {
      on: 'any',
      look: 'gcloud auth print-access-token',
      expect: 'Asks for the password in a terminal: the session was over.',
    },
    { on: 'ci', look: 'The account of the job', expect: 'A person’s account: use a service account.' },
    { on: 'ssh', look: 'gcloud auth login --no-browser', expect: 'Works without a browser on that machine.' },
  ],
  worked: 'The command "gcloud auth print-access-token < /dev/null" prints a token.',
  ignorable: 'No: nothing in the background can answer the challenge.',
  prevent: 'Use a service account or workload identity for unattended work: the policy does not cover them.',
  related: ['google-reauth-required', 'google-refresh-failed', 'google-no-active-account'],
  seen: [
    {
      text: 'ERROR: (gcloud.beta.run.services.proxy) There was a problem refreshing your current auth tokens: Reauthentication failed. cannot prompt during non-interactive execution.\nPlease run:\n\n  $ gcloud auth login\n\nto obtain new credentials.',
      source: 'https://github.com/GoogleCloudPlatform/cloud-run-proxy/issues/43',
      on: '2026-11-21',
    },
    {
      text: 'ERROR: (gcloud.config.config-helper) There was a problem reauthenticating while refreshing your current auth tokens: Reauthentication challenge could not be answered because you are not in an interactive session.',
      source: 'https://github.com/kubernetes/kubernetes/issues/96289',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 400,
      text: '{"error":"invalid_grant","error_description":"reauth related error (invalid_rapt)","error_uri":"https://support.google.com/a/answer/9368756","error_subtype":"invalid_rapt"}',
      source: 'https://github.com/cline/cline/issues/4080',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
