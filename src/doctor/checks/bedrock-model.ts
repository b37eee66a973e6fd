import { lookUp } from '../../clients/claude-code/layers.ts'
import type { Bench } from '../bench.ts'
import { type Check, type Complaint, doesNotApply, type Outcome, ok, skip } from '../check.ts'
import { type AwsHeard, awsHeard } from '../cloud/aws/aws-heard.ts'
import { baseModel, modelNamed } from '../cloud/aws/aws-questions.ts'
import {
  type Answered,
  askFor,
  cardOf,
  deniedAction,
  fieldsOf,
  isAnswer,
  seen,
  wordsOf,
} from '../cloud/aws/aws-refusal.ts'
import { type AwsWay, awsWay } from '../cloud/aws/aws-way.ts'
import { setTo } from '../fixes/fix-words.ts'

/**
 * Whether the model may be called: asked by a request without a message, which Bedrock refuses for its form only where
 * permission, access, region and name are right, and which costs nothing; and GetFoundationModelAvailability.
 */
export const bedrockModel: Check = {
  id: 'bedrock-model',
  title: 'The model may be called',
  group: 'cloud',
  needs: ['bedrock-accepts'],
  network: true,
  async run(bench, signal) {
    const way = awsWay(bench)
    if (way === null || way.cloud !== 'CLAUDE_CODE_USE_BEDROCK') return doesNotApply('Bedrock is not switched on')
    const heard = await awsHeard(bench, way, signal)
    const { models } = heard
    const told = models.map(({ model, heard: one }) => ({ model, outcome: judged(bench, way, heard, model, one) }))
    const [first] = told
    if (first === undefined) return doesNotApply('the client chooses the model, and there is no list to take one from')
    if (modelNamed(bench) !== null) return first.outcome
    // The client's own choice is not known: one of each family was asked for, and one that may be called is enough.
    const fine = told.filter(({ outcome }) => outcome.status === 'ok')
    return fine.length > 0 ? ok(fine.map(({ model }) => model).join(', ')) : first.outcome
  },
}

function judged(
  bench: Bench,
  way: AwsWay,
  heard: AwsHeard,
  model: string,
  answer: AwsHeard['models'][number]['heard'],
): Outcome {
  const asked = `POST /model/${model.slice(0, 80)}/invoke without a message`
  if (!isAnswer(answer)) return skip(`no answer (${answer.fault})`)
  const { status } = answer
  const card = cardOf(answer)
  const action = deniedAction(answer)
  const wrong = (cause: Complaint['cause'], summary: string, fix: string, number?: 5): Complaint => ({
    status: 'wrong',
    cause,
    summary,
    evidence: [
      seen(asked, answer),
      ...(wordsOf(answer) === '' ? [] : [`it says: ${wordsOf(answer)}`]),
      ...availabilityOf(heard),
    ],
    fix,
    ...(number === undefined ? {} : { number }),
  })
  const account = isAnswer(heard.identity) ? fieldsOf(heard.identity.text).Account : undefined
  const access = `Ask whoever runs the AWS account${typeof account === 'string' ? ` ${account}` : ''} to open access to ${baseModel(model)} in the model catalog of the Bedrock console (${way.region}).`
  if (status === 403 && action !== null)
    return wrong('permission', `IAM does not allow ${action} for ${model}.`, askFor(action, answer))
  if (card?.cause === 'model-access')
    return wrong(
      'model-access',
      `This account has no access to ${model} in ${way.region}.`,
      card.id === 'aws-use-case-form' ? (card.remedy[0] ?? access) : access,
    )
  if (card?.cause === 'model-not-found') return notThere(bench, way, heard, model, answer, wrong)
  if (status === 403)
    return wrong(
      card?.cause ?? 'permission',
      `Bedrock refuses ${model}: ${card?.title ?? 'status 403'}.`,
      card?.remedy[0] ?? access,
    )
  const lacking = lackingIn(heard)
  if (status === 400 || status === 200) {
    if (lacking === 'agreementAvailability' || lacking === 'entitlementAvailability')
      return wrong('model-access', `The account has not agreed to the terms of ${model} yet.`, access)
    return ok(`${model} (${asked}: ${status})`)
  }
  if (status === 429 || status >= 500) return skip(`${model} was not served at the moment (${status})`)
  return skip(`it says neither yes nor no (${seen(asked, answer)})`)
}

function notThere(
  { layers, world }: Bench,
  way: AwsWay,
  heard: AwsHeard,
  model: string,
  answer: Answered,
  wrong: (cause: Complaint['cause'], summary: string, fix: string) => Complaint,
): Complaint {
  const ids = profilesIn(heard)
  const better = ids.find((id) => id !== model && baseModel(id) === baseModel(model)) ?? nearest(baseModel(model), ids)
  const found = lookUp('ANTHROPIC_MODEL', layers, world.env)
  const setting = layers.layers.find(({ settings }) => settings.all.model === model)?.origin.place
  const fix =
    better === null
      ? `See what there is: aws bedrock list-inference-profiles --region ${way.region} --query 'inferenceProfileSummaries[].inferenceProfileId'`
      : found?.entry.value.trim() === model
        ? setTo('ANTHROPIC_MODEL', found.layer?.origin.place ?? 'the shell', better)
        : setting !== undefined
          ? setTo('model', setting, better)
          : `Type: claude --model ${better}`
  if (/on-demand throughput/.test(answer.text))
    return wrong('model-not-found', `${model} can only be called through an inference profile.`, fix)
  return wrong('model-not-found', `There is no model ${model} for this account in ${way.region}.`, fix)
}

/** Ids in the list; empty where there is none. */
function profilesIn({ list }: AwsHeard): string[] {
  if (!isAnswer(list) || list.status !== 200) return []
  return [...list.text.matchAll(/"inferenceProfileId":\s*"([\w.:-]{1,200})"/g)].map(([, id = '']) => id)
}

/** The id of the same family and nearest version, if that says anything. */
function nearest(base: string, ids: readonly string[]): string | null {
  const shared = (id: string) => [...baseModel(id)].findIndex((character, at) => character !== base[at])
  const ranked = ids.map((id) => ({ id, length: shared(id) === -1 ? baseModel(id).length : shared(id) }))
  const best = ranked.toSorted((a, b) => b.length - a.length)[0]
  return best === undefined || best.length < 'anthropic.claude-so'.length ? null : best.id
}

const states = [
  'agreementAvailability',
  'entitlementAvailability',
  'authorizationStatus',
  'regionAvailability',
] as const

function stateOf({ availability }: AwsHeard, name: (typeof states)[number]): string {
  const value = isAnswer(availability) && availability.status === 200 ? fieldsOf(availability.text)[name] : undefined
  return String(typeof value === 'object' ? Object(value).status : (value ?? ''))
}

const lackingIn = (heard: AwsHeard) => states.find((name) => /^NOT_/.test(stateOf(heard, name))) ?? null

function availabilityOf(heard: AwsHeard): string[] {
  const told = states.flatMap((name) => (stateOf(heard, name) === '' ? [] : [`${name} ${stateOf(heard, name)}`]))
  return told.length === 0 ? [] : [`GetFoundationModelAvailability: ${told.join(', ')}`]
}
