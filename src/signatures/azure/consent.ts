import type { Signature } from '../signature.ts'

export const azureConsent: Signature = {
  id: 'azure-consent',
  title: 'Nobody has consented to the app',
  provider: 'azure',
  cause: 'org-policy',
  renewable: 'no',
  when: [
    {
      code: ['invalid_grant', 'invalid_client', 'interaction_required', 'unauthorized_client'],
      message: /\bAADSTS65001\b/,
    },
    { printed: /\bAADSTS65001\b/ },
  ],
  area: 'account-or-auth',
  meaning: 'The app asks for a permission that neither you nor an administrator has granted it.',
  why: 'A silent request cannot show the page on which consent is given, so it fails until the page has been seen once.',
  commonCauses: [
    'the first use of a tool in this tenant',
    'a permission added later',
    'consent reserved to administrators',
  ],
  remedy: [
    'Sign in interactively once, for example with "az login --scope RESOURCE/.default", and accept.',
    'If the page says that an administrator is needed, send the page to one.',
  ],
  otherwise: 'Let the administrator open Enterprise applications, the app, Permissions, and grant consent there.',
  checks: [{ on: 'any', look: 'az ad app permission list-grants --id CLIENT_ID', expect: 'The scope is in the list.' }],
  worked: 'The next silent request gets a token.',
  ignorable: 'No: this resource stays closed to the app.',
  prevent: 'Have new tools consented to once for the whole tenant.',
  related: ['azure-app-missing', 'azure-mfa-required'],
  seen: [
    {
      text: "AADSTS65001: The user or administrator has not consented to use the application with ID '***'.  \n              Send an interactive authorization request for this user and resource.",
      source: 'https://github.com/Azure-Samples/active-directory-dotnet-native-multitarget/issues/10',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
