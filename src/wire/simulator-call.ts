import { z } from 'zod'
import { LIMITS } from '../domain/plan.ts'
import { message } from './escalation.ts'

const name = z.string().trim().min(1).max(LIMITS.nameCharacters)
const phone = z.string().max(40)

/** The call of the first implementation, unchanged: `tts_text` is spoken, or `incident_summary` when it is empty. */
export const SimulatorCall = z
  .strictObject({
    primary_name: name.meta({ example: '홍길동' }),
    primary_phone: phone.meta({ example: '010-0000-0002' }),
    secondary_name: name.optional().meta({ example: '김철수' }),
    secondary_phone: phone.optional().meta({ example: '010-0000-0001' }),
    incident_summary: message,
    tts_text: message,
  })
  .refine((body) => (body.secondary_name === undefined) === (body.secondary_phone === undefined), {
    error: 'secondary_name and secondary_phone go together',
    params: { ko: 'secondary_name과 secondary_phone은 함께 보내야 합니다.' },
    path: ['secondary_phone'],
  })
  .meta({ id: 'SimulatorCall' })
export type SimulatorCall = z.infer<typeof SimulatorCall>
