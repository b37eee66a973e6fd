import { z } from 'zod'
import { durationSchema } from '../../../duration.ts'
import { parsePointer } from '../../json-pointer.ts'
import { ttlBounds } from '../../windows.ts'

/** As `aws configure` takes it; it stands in a command that a person is told to type, so nothing of a shell is in it. */
const profileName = /^[A-Za-z0-9][\w.@+/:-]{0,127}$/
const roleArn = /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/
const regionName = /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/

const line = (text: string) => text.trim() !== '' && !/\s/.test(text)

export const schema = z
  .strictObject({
    type: z.literal('aws'),
    profile: z
      .string()
      .regex(profileName, 'is not the name of an AWS profile')
      .optional()
      .describe(
        'A profile of ~/.aws/config or ~/.aws/credentials; default: what the AWS SDK finds by itself, in its order: environment, AWS_PROFILE or "default", web identity, container, instance',
      ),
    region: z
      .string()
      .regex(regionName, 'is not a region, such as "us-east-1"')
      .optional()
      .describe('The region that is asked; default: AWS_REGION, AWS_DEFAULT_REGION, then that of the profile'),
    roleArn: z
      .string()
      .regex(roleArn, 'is not the ARN of a role')
      .optional()
      .describe('A role that is assumed with what was found'),
    externalId: z.string().min(2).max(1_224).refine(line, 'holds white space').optional().describe('For `roleArn`'),
    sessionName: z
      .string()
      .regex(/^[\w+=,.@-]{2,64}$/, 'is not the name of a session')
      .optional()
      .describe('How the session of `roleArn` is called in CloudTrail; default "warmkey"'),
    duration: durationSchema({ minMs: 900_000, maxMs: 43_200_000 })
      .optional()
      .describe('How long the session of `roleArn` lives; default "1h"'),
    secret: z
      .string()
      .min(1)
      .max(2_048)
      .refine(line, 'holds white space')
      .optional()
      .describe('A secret of Secrets Manager, by name or ARN: the key is in it, and AWS credentials only open it'),
    parameter: z
      .string()
      .min(1)
      .max(2_048)
      .refine(line, 'holds white space')
      .optional()
      .describe('A parameter of Parameter Store, by name or ARN, in the same way'),
    version: z
      .string()
      .regex(/^[\w.-]{1,128}$/, 'is not a version')
      .optional()
      .describe(
        'Which version: of a secret its id or stage (default "AWSCURRENT"), of a parameter its number or label (default the newest)',
      ),
    field: z
      .string()
      .min(1)
      .refine((field) => !field.startsWith('/') || parsePointer(field) !== null, 'is not a JSON Pointer (RFC 6901)')
      .optional()
      .describe('Where the key is in a secret or parameter that is JSON: a name, or a JSON Pointer'),
    ttl: durationSchema(ttlBounds)
      .optional()
      .describe('How long what was given is taken to live, where AWS does not say'),
  })
  .refine(({ secret, parameter }) => secret === undefined || parameter === undefined, {
    path: ['parameter'],
    message: 'stands beside "secret"; give one of them',
  })
  .refine(
    ({ secret, parameter, version, field }) =>
      secret !== undefined || parameter !== undefined || (version === undefined && field === undefined),
    { path: ['field'], message: '"version" and "field" belong to "secret" or "parameter"' },
  )
  .refine(
    ({ roleArn: role, externalId, sessionName, duration }) =>
      role !== undefined || (externalId === undefined && sessionName === undefined && duration === undefined),
    { path: ['roleArn'], message: '"externalId", "sessionName" and "duration" belong to "roleArn"' },
  )

export type AwsOptions = z.output<typeof schema>
