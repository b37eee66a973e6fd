import type { Signature } from '../signature.ts'

export const wafImperva: Signature = {
  id: 'waf-imperva',
  title: 'Imperva wants to see a browser',
  provider: 'imperva',
  cause: 'waf',
  renewable: 'no',
  when: [
    { printed: /\bIncapsula incident ID\b/i },
    { printed: /<(?:!doctype )?html\b[\s\S]{0,900}\bPardon Our Interruption\b/i, body: /\bPardon Our Interruption\b/ },
    { printed: /\bPardon Our Interruption\b/ },
  ],
  area: 'deployment-or-configuration',
  meaning:
    'The protection in front of the API takes the program for a bot and sends a page with a test that only a browser can do.',
  why: 'Imperva tells people from programs by scripts and cookies; an API behind the same rules as a website is closed to every program.',
  commonCauses: [
    'an API put behind the rules of a website',
    'many requests in a short time',
    'a data centre or VPN address',
  ],
  remedy: [
    'Ask the operator to leave the inference paths out of the bot rules, with the incident ID and the time.',
    'Try from another network in the meantime.',
  ],
  otherwise: 'Ask for an address of the API that is not behind the protection.',
  checks: [{ on: 'any', look: 'curl -si ADDRESS | grep -i "incap_ses\\|x-iinfo"', expect: 'Imperva answers.' }],
  worked: 'The address answers with JSON.',
  ignorable: 'No: a program never passes the test.',
  prevent: 'Keep APIs out of bot protection, and protect them with keys.',
  related: ['html-forbidden', 'waf-akamai-denied', 'waf-f5-rejected'],
  seen: [
    {
      text: '<title>Pardon Our Interruption</title>\n        </noscript>\n\n        <meta name="viewport" content="width=1000">',
      source: 'https://github.com/ziplokk1/incapsula-cracker-py3/issues/32',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
