import type { Signature } from '../signature.ts'

export const googlePermissionDenied: Signature = {
  id: 'google-permission-denied',
  title: 'The identity may not call the model',
  provider: 'google',
  cause: 'permission',
  renewable: 'no',
  when: [{ status: [403], code: ['PERMISSION_DENIED'] }, { message: /\bPermission '[a-z.]{4,80}' denied\b/i }],
  area: 'account-or-auth',
  meaning:
    'The server knows who asks, and that identity may not do this in this project or workspace; the model name or project may also be wrong.',
  why: 'Google answers a missing role, a wrong project and a model that does not exist with the same sentence, so that nobody can find out what exists.',
  commonCauses: [
    'no role with aiplatform.endpoints.predict',
    'a project id that GOOGLE_CLOUD_PROJECT overrides',
    'a model that this region does not offer',
    'billing or the API switched off in the project',
  ],
  remedy: [
    'Ask the owner of the project to give the identity the permission that the message names, and check project, region and model name.',
  ],
  otherwise:
    'Open the model in Model Garden with the same account and project: what it offers to enable is what is missing.',
  checks: [
    {
      on: 'any',
      look: 'gcloud projects get-iam-policy <project> --flatten=bindings --filter="bindings.members:<identity>"',
      expect: 'No roles/aiplatform.user or better: this card.',
    },
    {
      on: 'any',
      look: 'env | grep -E "GOOGLE_CLOUD_PROJECT|GCLOUD_PROJECT|ANTHROPIC_VERTEX_PROJECT_ID|CLOUD_ML_REGION"',
      expect: 'The first two override the third.',
    },
    {
      on: 'any',
      look: 'gcloud auth application-default print-access-token >/dev/null && echo ok',
      expect: 'ok: the sign-in works, so it is the permission.',
    },
    {
      on: 'container',
      look: 'GOOGLE_APPLICATION_CREDENTIALS inside',
      expect: 'Another key file means another identity.',
    },
    {
      on: 'ci',
      look: 'The service account of the job',
      expect: 'The role belongs on it, in the project of the message.',
    },
  ],
  worked: 'The same request is answered with the same identity a minute after the role was given.',
  ignorable: 'No: signing in again brings the same identity and the same answer.',
  prevent: 'Give roles/aiplatform.user to a group on the project, and set the project in one variable only.',
  related: ['google-token-unusable', 'google-token-expired', 'google-billing-disabled', 'google-default-credentials'],
  seen: [
    {
      status: 403,
      text: "Error Code: 403, Message: Permission 'aiplatform.endpoints.predict' denied on resource '//aiplatform.googleapis.com/projects/help-my-setup/locations/us-east4/publishers/google/models/gemini-pro' (or it may not exist)., Status: PERMISSION_DENIED",
      source: 'https://github.com/rpurinton/gemini-php/issues/4',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: '{"error":{"code":403,"message":"Permission \'aiplatform.endpoints.predict\' denied on resource \'//aiplatform.googleapis.com/projects/gemini-xxxxxx/locations/us-central1/publishers/google/models/gemini-pro\' (or it may not exist).","status":"PERMISSION_DENIED"}}',
      source: 'https://github.com/rpurinton/gemini-php/issues/2',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: "Google Cloud authentication failed · refresh the gateway token provided via ANTHROPIC_AUTH_TOKEN/ANTHROPIC_CUSTOM_HEADERS and retry · if credentials are current, check GCP IAM permissions and Vertex AI model access · API Error: 403 Permission 'aiplatform.endpoints.predict' denied on resource '//aiplatform.googleapis.com/projects/p' (or it may not exist).",
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      text: '{"error_code":403,"message":"Invalid Token"}',
      source: 'https://github.com/anthropics/claude-code/issues/43436',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
