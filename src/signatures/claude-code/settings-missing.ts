import type { Signature } from '../signature.ts'

export const claudeCodeSettingsMissing: Signature = {
  id: 'claude-code-settings-missing',
  title: 'The settings file of the command line is not there',
  provider: 'claude-code',
  cause: 'config-file',
  renewable: 'no',
  when: [{ printed: /\bError: Settings file not found:/ }],
  area: 'local-runtime',
  meaning: 'What stands behind --settings is neither a file that exists nor JSON.',
  why: 'The option takes both; text that is not whole JSON is taken for a file name.',
  commonCauses: [
    'a path relative to another directory',
    'quotes that the shell took away from the JSON',
    'JSON with single quotes',
  ],
  remedy: [
    'Put the JSON into single quotes ("claude --settings \'{"env":{}}\'"), or write it into a file and give its full path.',
  ],
  otherwise: 'Print what arrives with "printf \'[%s]\\n\' <the same arguments>".',
  checks: [
    {
      on: 'any',
      look: 'The path in the message',
      expect: 'Begins with your directory: the text was taken for a name.',
    },
    { on: 'windows', look: 'cmd and PowerShell quote otherwise', expect: 'Use a file there.' },
    { on: 'ci', look: 'The working directory of the step', expect: 'A relative path counts from there.' },
  ],
  worked: 'The client starts, and /status shows what was set.',
  ignorable: 'No: the client does not start.',
  prevent: 'Give settings as a file with a full path in scripts.',
  related: ['claude-code-settings-not-loaded'],
  seen: [
    {
      text: 'Error: Settings file not found: /home/dev/none.json',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
