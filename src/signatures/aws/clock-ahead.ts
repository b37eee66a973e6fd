import type { Signature } from '../signature.ts'

export const awsClockAhead: Signature = {
  id: 'aws-clock-ahead',
  title: 'The clock is ahead',
  provider: 'aws',
  cause: 'clock-skew',
  renewable: 'no',
  when: [
    { code: ['InvalidSignatureException', 'SignatureDoesNotMatch'], message: /\bSignature not yet current\b/i },
    { message: /\bSignature not yet current\b/i },
  ],
  area: 'local-runtime',
  meaning:
    'The signature was made with a clock that is minutes ahead, so AWS refuses the request as one from the future.',
  why: 'A signature carries the time of its making, and AWS takes it only within some minutes of its own clock, so that nobody can store requests for later.',
  commonCauses: [
    'a time zone set wrong and the clock moved by hand to fit',
    'a virtual machine restored from a snapshot',
    'a machine without time synchronisation',
  ],
  remedy: [
    'Set the clock of this machine, then repeat the request.',
    'In a container or virtual machine, set the clock of the host as well.',
  ],
  otherwise:
    'Compare the Date header of any HTTPS answer with "date -u": if they agree, a proxy delays or replays requests.',
  checks: [
    {
      on: 'any',
      look: 'curl -sI https://aws.amazon.com | grep -i ^date; date -u',
      expect: 'Two times that differ by minutes: this card.',
    },
    { on: 'macos', look: 'sudo sntp -sS time.apple.com', expect: 'Sets the clock at once.' },
    { on: 'linux', look: 'timedatectl', expect: 'System clock synchronized: no means that nothing keeps it right.' },
    {
      on: 'windows',
      look: 'w32tm /resync in an administrator window',
      expect: 'Sets the clock; an error says that the time service is off.',
    },
    { on: 'wsl', look: 'sudo hwclock -s', expect: 'Takes over the clock of Windows.' },
    { on: 'container', look: 'date -u on the host', expect: 'Containers have the clock of the host; set it there.' },
  ],
  worked: 'date -u and the Date header agree within seconds, and the same credentials are accepted.',
  ignorable: 'No: every signed request is refused until the clock is right.',
  prevent: 'Turn on automatic time (chrony, systemd-timesyncd, w32time) on hosts and in images for virtual machines.',
  related: ['aws-clock-behind', 'aws-signature-mismatch', 'tls-not-yet-valid'],
  seen: [
    {
      status: 403,
      text: 'InvalidSignatureException: Signature not yet current: 20190305T002809Z is still later than 20190304T214315Z (20190304T212815Z + 15 min.)',
      source: 'https://github.com/aws/aws-sdk-js/issues/2565',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      headers: { 'x-amzn-errortype': 'InvalidSignatureException' },
      text: '{"message":"Signature expired: 20160928T174419Z is now earlier than 20160928T174724Z (20160928T175224Z - 5 min.)"}',
      source: 'https://github.com/aws/aws-sdk-go/issues/859',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
