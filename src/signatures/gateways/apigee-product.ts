import type { Signature } from '../signature.ts'

export const apigeeProduct: Signature = {
  id: 'apigee-product',
  title: 'The Apigee app does not include this API',
  provider: 'apigee',
  cause: 'permission',
  renewable: 'no',
  when: [
    {
      status: [401],
      body: /\bkeymanagement\.service\.(?:InvalidAPICallAsNoApiProductMatchFound|apiresource_doesnot_exist)\b/,
    },
    { message: /\bInvalid API call as no apiproduct match found\b/i },
    { body: /\bkeymanagement\.service\.(?:InvalidAPICallAsNoApiProductMatchFound|apiresource_doesnot_exist)\b/ },
  ],
  area: 'deployment-or-configuration',
  meaning:
    'Token or key is good, and no API product of the app covers this proxy, environment and path; Apigee says so with a 401.',
  why: 'An app gets products, a product lists paths and environments; a path outside of them is refused as if nobody were signed in.',
  commonCauses: [
    'a product without this path',
    'a token of the test environment used in production',
    'a product that was not approved for the app',
  ],
  remedy: [
    'Ask the operator to add the path to the API product, or the product to the app.',
    'Check that the address belongs to the environment of the credential.',
  ],
  otherwise: 'Get a new token afterwards: it carries the products of the moment it was made.',
  checks: [{ on: 'any', look: 'The host of the base URL', expect: 'The environment the credential was made for.' }],
  worked: 'The same request is answered.',
  ignorable: 'No: a new token of the same app is refused too.',
  prevent: 'Give products a path with a wildcard for all of an API.',
  related: ['apigee-client', 'oauth-insufficient-scope'],
  seen: [
    {
      status: 401,
      text: '{"fault":{"faultstring":"Invalid API call as no apiproduct match found","detail":{"errorcode":"keymanagement.service.InvalidAPICallAsNoApiProductMatchFound"}}}',
      source: 'https://cloud.google.com/apigee/docs/api-platform/reference/policies/oauth-http-status-code-reference',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: '{"fault":{"faultstring":"APIResource \\/facebook\\/acer does not exist","detail":{"errorcode":"keymanagement.service.apiresource_doesnot_exist"}}}',
      source: 'https://cloud.google.com/apigee/docs/api-platform/reference/policies/oauth-http-status-code-reference',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
