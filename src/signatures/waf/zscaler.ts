import type { Signature } from '../signature.ts'

export const wafZscaler: Signature = {
  id: 'waf-zscaler',
  title: 'Zscaler blocked the address',
  provider: 'zscaler',
  cause: 'waf',
  renewable: 'no',
  when: [
    { status: [403], headers: { server: /^Zscaler\b/i }, printed: /\bZscaler\b/i },
    { printed: /<(?:!doctype )?html\b[\s\S]{0,900}\bInternet Security by Zscaler\b/i, body: /\bZscaler\b/ },
    { printed: /\bInternet Security by Zscaler\b/ },
    { printed: /\bServer: Zscaler\/\d\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning:
    'The web filter of the company answered in place of the API: its policy does not allow this address, category or upload.',
  why: 'Zscaler opens the encrypted traffic of the company and answers with a page of its own where a rule forbids the request; AI services are a category of their own.',
  commonCauses: [
    'the category of AI tools is blocked',
    'uploads or code are blocked by data protection',
    'not signed in to the Zscaler client',
    'the machine or container is outside the allowed group',
  ],
  remedy: [
    'Open the address of the API in a browser: the page of Zscaler names the rule and the way to ask for access.',
    'Ask the security team to allow the host, and give them time, user and host.',
  ],
  otherwise: 'Use the gateway that your company offers for AI.',
  checks: [
    { on: 'macos', look: 'The Zscaler icon in the menu bar', expect: 'Signed in, Internet Security on.' },
    { on: 'windows', look: 'The Zscaler icon in the task bar', expect: 'Signed in, Internet Security on.' },
    {
      on: 'container',
      look: 'curl -sI https://api.anthropic.com from inside',
      expect: 'Server: Zscaler: the container goes the same way.',
    },
    { on: 'wsl', look: 'The same in WSL', expect: 'WSL goes the same way and needs the certificate too.' },
  ],
  worked: 'The address answers with JSON.',
  ignorable: 'No: each request is blocked.',
  prevent: 'Have the hosts of the tool allowed before it is rolled out.',
  related: ['html-forbidden', 'tls-issuer-unknown', 'sign-in-page'],
  seen: [
    {
      text: '<title>Internet Security by Zscaler</title>\n<script language="JavaScript">var defLang = \'en_US\'</script>',
      source: 'https://github.com/Ekultek/WhatWaf/issues/178',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
