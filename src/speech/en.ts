import type { Words } from './words.ts'

export const en: Words = {
  message: (name, message) => `${name}, ${message}`,
  emptyMessage: 'An alert without any text has arrived. Please look at your monitoring system.',
  closing: 'The message has been delivered.',
  menu: 'To acknowledge, press 1. To receive the details by text message, press 2. To pass this on to the next person, press 3. To hear it again, press star.',
  noInput: 'No key was received. The next person will be called.',
  acknowledged: 'Acknowledged. Thank you.',
  alreadyAcknowledged: (name) => `${name} has already acknowledged. Thank you.`,
  detailsOnTheirWay: 'Acknowledged. The details are on their way by text message.',
  passedOn: 'Passing this on to the next person.',
  wrongKey: 'That key means nothing here.',
  over: 'This alert is already over.',
  notRecorded:
    'An error occurred and your acknowledgement was not recorded. We keep calling the next person.',
  details: (message) => `[Nightbell] ${message}`,
}
