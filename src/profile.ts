import { z } from 'zod'
import { sourceSchema } from './credential/sources/index.ts'
import { durationSchema } from './duration.ts'
import {
  awsAddress,
  awsServiceNames,
  dialectById,
  dialects,
  readAwsHost,
  regionShape,
} from './gateway/dialects/index.ts'

/** Loopback may be plain HTTP; a credential goes nowhere else without TLS. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)

const upstreamUrl = z.string().superRefine((text, issues) => {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return void issues.addIssue({ code: 'custom', message: `is not a URL; write it like "https://llm.example.com"` })
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    issues.addIssue({ code: 'custom', message: 'must begin with https://' })
  else if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    issues.addIssue({
      code: 'custom',
      message: 'is not encrypted, and a credential would be read on the way; use https:// (http:// is for loopback)',
    })
  }
  if (url.username !== '' || url.password !== '') {
    issues.addIssue({ code: 'custom', message: 'holds a user name or password; put the credential into "source"' })
  }
  if (url.search !== '' || url.hash !== '')
    issues.addIssue({ code: 'custom', message: 'must end with its path, without ? and #' })
})

const proxyUrl = z.string().superRefine((text, issues) => {
  if (/^socks/i.test(text)) {
    issues.addIssue({
      code: 'custom',
      message: 'is a SOCKS proxy, which warmkey cannot use; name the HTTP port of the same proxy',
    })
  } else if (!/^https?:\/\/[^\s/]+\/?$/i.test(text)) {
    issues.addIssue({ code: 'custom', message: 'is not a proxy address; write it like "http://proxy.example:3128"' })
  }
})

const userRule = z
  .strictObject({
    status: z.int().min(300).max(599).optional().describe('HTTP status the answer must have'),
    body: z
      .string()
      .min(1)
      .max(500)
      .optional()
      .describe('Text the body must contain; upper and lower case are the same'),
  })
  .refine(
    (rule) => rule.status !== undefined || rule.body !== undefined,
    'names neither a status nor a text of the body',
  )

const upstreamFields = z.strictObject({
  url: upstreamUrl
    .optional()
    .describe('Address of the API, with a path if it has one. Default for AWS: the public one of the region'),
  dialect: z
    .enum(dialects.map((dialect) => dialect.id) as [string, ...string[]])
    .default('messages')
    .describe('Which API it speaks'),
  service: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/, 'is not the signing name of a service')
    .optional()
    .describe(
      `What requests are signed for with AWS credentials, such as "${awsServiceNames.slice(1).join('" or "')}". Default: what dialect and address say`,
    ),
  region: z
    .string()
    .regex(regionShape, 'is not the name of an AWS region; write it like "us-east-1"')
    .optional()
    .describe('AWS region. Default: the one in the address'),
  workspace: z
    .string()
    .regex(/^[!-~]{1,200}$/, 'is not the id of a workspace')
    .optional()
    .describe('Workspace of the Claude Platform on AWS, for callers that name none'),
  header: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, 'is not the name of a header')
    .transform((name) => name.toLowerCase())
    .optional()
    .describe('Where it wants the credential: "authorization" (Bearer), "x-api-key", "both", or any other header'),
  proxy: z
    .union([proxyUrl, z.literal(false)])
    .optional()
    .describe('HTTP proxy on the way; false for none. Default: HTTPS_PROXY and NO_PROXY'),
  caFile: z.string().min(1).optional().describe('PEM file of certificate authorities to trust instead of the system’s'),
  clientCertFile: z.string().min(1).optional().describe('PEM file of a client certificate'),
  clientKeyFile: z.string().min(1).optional().describe('PEM file of its key'),
})

type UpstreamFields = z.output<typeof upstreamFields>

/**
 * The API of a profile. What AWS needs is completed from what the address tells, and the address from service and region:
 * each of the two is enough.
 */
export const upstreamSchema = upstreamFields.transform((fields, context): UpstreamFields & { readonly url: string } => {
  const issue = (path: string, message: string, next: string) => {
    context.addIssue({ code: 'custom', path: [path], message, params: { next } })
    return z.NEVER
  }
  const addRegion = 'Add the AWS region, such as "us-east-1"'
  const { url, region: named, ...rest } = fields
  const found = url === undefined ? null : readAwsHost(new URL(url).hostname)
  const service = rest.service ?? dialectById(rest.dialect)?.awsService ?? found?.service ?? undefined
  if (service === undefined) {
    if (named !== undefined)
      return issue('region', 'says nothing without "service"', 'Add what requests are signed for, or remove it.')
    if (url !== undefined) return { ...rest, url }
    context.addIssue({ code: 'invalid_type', expected: 'string', input: undefined, path: ['url'] })
    return z.NEVER
  }
  const region = named ?? found?.region
  if (region === undefined) {
    return url === undefined
      ? issue('region', 'is missing', `${addRegion}, or the address of the API as "url".`)
      : issue('region', 'is missing, and the address does not tell it', `${addRegion}.`)
  }
  if (found !== null && found.region !== region) {
    const fact = `is not the region of the address, which is ${found.region}`
    return issue('region', fact, 'Make them one: a signature is good for one region.')
  }
  const address = url ?? awsAddress(service, region)
  if (address === null)
    return issue('url', `is missing, and "${service}" has no public address that is known here`, 'Add it.')
  return { ...rest, url: address, service, region }
})

const share = z.number().min(0).max(0.5)
const moment = durationSchema({ minMs: 0, maxMs: 24 * 3_600_000 })

/** When a credential is renewed: every number of the keeper by its own name, durations as strings. Each has a default. */
const renewalSchema = z.strictObject({
  earlyShare: share
    .optional()
    .describe('Part of the life before its end in which the old one is served and renewed behind. Default 0.2'),
  earlyMax: moment.optional().describe('The most that this window lasts. Default 15m'),
  lateShare: share
    .optional()
    .describe('Part of the life before its end in which a request waits for the new one. Default 0.05'),
  lateMin: moment.optional().describe('The least that this window lasts. Default 30s'),
  lateMax: moment.optional().describe('The most that this window lasts. Default 60s'),
  lateWait: moment.optional().describe('How long a request waits while the old one still lives. Default 10s'),
  jitterShare: share.optional().describe('By how much windows are widened at random. Default 0.1'),
  backOffMin: moment.optional().describe('First pause after a failed renewal, doubling. Default 1s'),
  backOffMax: moment.optional().describe('Longest pause after failed renewals. Default 60s'),
  backOffSpread: share.optional().describe('By how much pauses vary at random. Default 0.5'),
  forcedGap: moment.optional().describe('Shortest time between two renewals of rejected credentials. Default 1s'),
  personGap: moment.optional().describe('The same for a source that asked for a person. Default 5s'),
  uncuredMax: moment.optional().describe('How long it is remembered that a renewal did not cure. Default 10m'),
  warmFor: moment
    .optional()
    .describe('How long after its last use a source that lapses when idle is kept warm. Default 10h'),
  slow: moment.optional().describe('After how long a call to the source is announced as slow. Default 10s'),
})

/** One way to an API: where the credential comes from and where it goes. */
export const profileSchema = z.strictObject({
  source: sourceSchema.describe('Where the credential comes from'),
  upstream: upstreamSchema,
  models: z
    .record(z.string().min(1), z.string().min(1))
    .default({})
    .describe('Model names of callers → names of the upstream'),
  renewOn: z
    .array(userRule)
    .default([])
    .describe('Answers that mean an expired credential here, beside the known ones'),
  denyOn: z.array(userRule).default([]).describe('Answers that no renewal can cure here'),
  limits: z
    .strictObject({
      concurrency: z.int().min(1).max(10_000).optional().describe('Requests at a time'),
      minGap: durationSchema({ minMs: 1, maxMs: 600_000 }).optional().describe('Shortest time between two requests'),
    })
    .default({}),
  renewal: renewalSchema.default({}),
  expect: z
    .strictObject({
      organization: z
        .string()
        .regex(/^[\w.:-]{1,100}$/, 'is not the id of an organisation')
        .optional()
        .describe('Id of the organisation, as the API names it in anthropic-organization-id'),
      workspace: z
        .string()
        .regex(/^[\w.:-]{1,100}$/, 'is not the id of a workspace')
        .optional()
        .describe('Id of the workspace, as the API names it in anthropic-workspace-id'),
    })
    .optional()
    .describe(
      'Whose account is meant; `warmkey doctor` and `whoami` say when the API names another. Default: nobody looks',
    ),
  export: z
    .enum(['allow', 'never'])
    .default('allow')
    .describe('"never": the credential is injected, and no command prints it'),
})

/** A profile as the user wrote it, before defaults. */
export type ProfileInput = z.input<typeof profileSchema>
/** A profile with every default in its place; durations are strings still. */
export type Profile = z.output<typeof profileSchema>
