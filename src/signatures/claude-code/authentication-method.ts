import type { Signature } from '../signature.ts'

export const anthropicSdkNoCredential: Signature = {
  id: 'anthropic-sdk-no-credential',
  title: 'The SDK was given no credential',
  provider: 'anthropic',
  cause: 'missing-credential',
  renewable: 'no',
  when: [{ printed: /\bCould not resolve authentication method\b/i }],
  area: 'account-or-auth',
  meaning: 'The program built a client of the SDK without a key, a token or a profile, so no request was sent.',
  why: 'The SDK looks at what the program passes and then at the environment; a background worker or a job often has an empty one.',
  commonCauses: [
    'ANTHROPIC_API_KEY not exported to this process',
    'a worker started by a service without the variables of the shell',
    'a .env file nobody loads',
    'a variable that is set and empty',
  ],
  remedy: [
    'Print it in the very process ("python -c \'import os; print(bool(os.getenv("ANTHROPIC_API_KEY")))\'") and set it where that process is started.',
    'For background agents put the credential into the env block of ~/.claude/settings.json instead of the shell.',
  ],
  otherwise: 'Pass the key to the constructor for one run: if that works, only the environment is missing.',
  checks: [
    { on: 'any', look: 'env | grep ANTHROPIC_ in the same process', expect: 'Empty: this card.' },
    {
      on: 'container',
      look: 'docker exec <container> env | grep ANTHROPIC_',
      expect: 'The variable was not passed with -e or env_file.',
    },
    { on: 'ci', look: 'The env block of the step', expect: 'Secrets reach a step only when they are named there.' },
    { on: 'windows', look: 'A service does not see user variables', expect: 'Set it for the machine or the service.' },
    { on: 'vscode', look: 'The debug configuration', expect: 'Has an env of its own.' },
  ],
  worked: 'The program gets an answer of the API, even if it is a refusal.',
  ignorable: 'No: nothing is sent.',
  prevent: 'Let programs check at their start that the credential is there, by name.',
  related: ['claude-code-not-logged-in', 'anthropic-invalid-api-key', 'page-key-not-configured'],
  seen: [
    {
      text: 'Could not resolve authentication method. Expected one of apiKey, authToken, credentials, config, or profile to be set. Or for one of the "X-Api-Key" or "Authorization" headers to be explicitly omitted',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
