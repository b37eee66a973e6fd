import type { Signature } from '../signature.ts'

export const wafAkamaiDenied: Signature = {
  id: 'waf-akamai-denied',
  title: 'Akamai denied access',
  provider: 'akamai',
  cause: 'waf',
  renewable: 'no',
  when: [
    { status: [403], headers: { server: /^AkamaiGHost\b/i }, body: /\bAccess Denied\b/ },
    {
      printed: /<(?:!doctype )?html\b[\s\S]{0,300}\bYou don.{1,8}t have permission to access\b/i,
      body: /\bReference (?:#|&#35;)\d{1,3}\./i,
    },
    { printed: /\bYou don.{1,8}t have permission to access .{1,12}https?:/i },
    { printed: /\berrors\.edgesuite\.net\/\d/ },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The edge of Akamai in front of the API refused the request, before the API saw it.',
  why: 'Akamai judges the address you come from, the headers and the content; the reference at the end leads the operator to the rule.',
  commonCauses: [
    'a VPN or data centre address with a bad name',
    'content that looks like an attack',
    'an unusual User-Agent',
    'a country that is blocked',
  ],
  remedy: [
    'Leave the VPN, or use another network, and repeat the request.',
    'If it stays, send the reference and the time to the operator of the API.',
  ],
  otherwise: 'Ask for an address of the API without the edge.',
  checks: [
    { on: 'any', look: 'curl -si ADDRESS | grep -i "^server"', expect: 'AkamaiGHost.' },
    { on: 'any', look: 'The same from a phone hotspot', expect: 'Answered: the network was the reason.' },
  ],
  worked: 'The address answers with JSON.',
  ignorable: 'No: the same request is refused each time.',
  prevent: 'Call APIs from an address that is known to them.',
  related: ['html-forbidden', 'waf-f5-rejected', 'waf-imperva'],
  seen: [
    {
      text: 'Access Denied\nYou don\'t have permission to access "http://www.naukri.com/" on this server.\nReference #18.e3c1202.1744611336.e02832\n\nhttps://errors.edgesuite.net/18.e3c1202.1744611336.e02832',
      source: 'https://github.com/netbirdio/netbird/issues/3670',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
