/** What the endpoint itself answers: each story is one refusal as a machine printed it, and the doctor names its cause. */
import { describe } from 'bun:test'
import { tellAll } from '../kit/doctor-world.ts'
import { answers } from '../scenarios/doctor/answers.ts'

describe('the doctor names', () => tellAll(answers))
