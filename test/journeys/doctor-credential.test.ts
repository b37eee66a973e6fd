/** Whose credential is it, and is it one: each story is one thing set wrong, and the doctor names that thing alone. */
import { describe } from 'bun:test'
import { tellAll } from '../kit/doctor-world.ts'
import { credential } from '../scenarios/doctor/credential.ts'

describe('the doctor names', () => tellAll(credential))
