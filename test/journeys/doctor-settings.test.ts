/** What is written in files: each story is one thing set wrong, and the doctor names that thing alone. */
import { describe } from 'bun:test'
import { tellAll } from '../kit/doctor-world.ts'
import { settings } from '../scenarios/doctor/settings.ts'

describe('the doctor names', () => tellAll(settings))
