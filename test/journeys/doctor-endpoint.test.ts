/** Where requests go and what stands in between: each story is one thing set wrong, and the doctor names that thing alone. */
import { describe } from 'bun:test'
import { tellAll } from '../kit/doctor-world.ts'
import { endpoint } from '../scenarios/doctor/endpoint.ts'

describe('the doctor names', () => tellAll(endpoint))
