import { z } from 'zod'
import { time } from './escalation.ts'

const Callback = z
  .object({
    received_at: time,
    kind: z.string().meta({
      example: 'status',
      description: "What it was about, in the provider's words. Of Twilio: voice, gather, status, amd.",
    }),
    fields: z.record(z.string(), z.string()).meta({
      example: { CallSid: 'CA0123456789abcdef0123456789abcdef', CallStatus: 'ringing', SequenceNumber: '1' },
      description: 'As they came, without phone numbers, where these are registered, and credentials.',
    }),
  })
  .meta({ id: 'Callback' })

/** What the provider told of each attempt's call, as it came: repeated and late ones too, forged ones never. */
export const Callbacks = z
  .object({
    attempts: z.array(
      z.object({
        number: z.int(),
        callbacks: z.array(Callback),
        more: z.boolean().meta({
          description: 'More than 50 came; those after the first 50 are not kept.',
        }),
      }),
    ),
  })
  .meta({ id: 'Callbacks' })
export type Callbacks = z.infer<typeof Callbacks>
