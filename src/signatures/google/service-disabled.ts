import type { Signature } from '../signature.ts'

export const googleServiceDisabled: Signature = {
  id: 'google-service-disabled',
  title: 'The API is not enabled in this project',
  provider: 'google',
  cause: 'org-policy',
  renewable: 'no',
  when: [
    { status: [403], code: ['SERVICE_DISABLED'], message: /\bhas not been used in project\b|\bit is disabled\b/i },
    { code: ['SERVICE_DISABLED'] },
    { message: /\bAPI has not been used in project \S{1,60} before or it is disabled\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The credential is good, and the project it is counted on has not switched this API on.',
  why: 'Each project enables APIs one by one; which project counts is decided by the quota project of the credential, which may be another than the one in the address.',
  commonCauses: [
    'a new project',
    'the quota project of the login is an old one',
    'a project number in the message that is not yours',
    'enabled only minutes ago',
  ],
  remedy: [
    'Type "gcloud services enable aiplatform.googleapis.com --project PROJECT", with the project of the message.',
    'Wait a few minutes, then repeat the request.',
  ],
  otherwise:
    'If the message names a foreign project, type "gcloud auth application-default set-quota-project PROJECT".',
  checks: [
    {
      on: 'any',
      look: 'gcloud services list --enabled --project PROJECT | grep aiplatform',
      expect: 'A line: enabled.',
    },
    {
      on: 'any',
      look: 'grep quota_project_id ~/.config/gcloud/application_default_credentials.json',
      expect: 'The project of the message.',
    },
  ],
  worked: 'The same request is answered, some minutes after enabling.',
  ignorable: 'No: each request to this API is refused.',
  prevent: 'Enable the API when the project is created, and set the quota project at login.',
  related: ['google-permission-denied', 'google-token-unusable'],
  seen: [
    {
      text: 'google.api_core.exceptions.PermissionDenied: 403 Vertex AI API has not been used in project DEFAULT_PROJECT before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/aiplatform.googleapis.com/overview?project=DEFAULT_PROJECT then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.',
      source: 'https://github.com/googleapis/python-aiplatform/issues/2563',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
