import type { Signature } from '../signature.ts'

export const googlePermissionDenied: Signature = {
  id: 'google-permission-denied',
  title: 'The identity may not call the model',
  provider: 'google',
  cause: 'permission',
  renewable: 'no',
  when: [{ status: [403], code: ['PERMISSION_DENIED'] }, { message: /\bPermission '[a-z.]{4,80}' denied\b/i }],
  meaning:
    'The server knows who asks, and that identity may not do this in this project or workspace; the model name or project may also be wrong.',
  remedy: [
    'Ask the owner of the project to give the identity the permission that the message names, and check project, region and model name.',
  ],
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
