import { expect, test } from 'vitest'
import { formatPhone, maskPhone, parsePhone } from './phone-number.ts'

test.each([
  '010-0000-1234',
  '01000001234',
  '+82 10-0000-1234',
  '+821000001234',
  '+8201000001234',
  ' 010 0000 1234 ',
])('reads %s as a Korean mobile number', (typed) => expect(parsePhone(typed)).toBe('+821000001234'))

test.each(['', 'abc', '119', '010', '0000000000000000000', '+82', '<script>'])('refuses %j', (typed) =>
  expect(parsePhone(typed)).toBeNull(),
)

test('writes a number as its owner would', () => {
  expect(formatPhone('+821000001234')).toBe('010-0000-1234')
  expect(formatPhone('+15005550006')).toBe('+1 500 555 0006')
})

test('D19 masks a number so that it can be recognised and not dialled', () => {
  expect(maskPhone('+821000001234')).toBe('010-****-1234')
  expect(maskPhone('+15005550006')).toBe('+1 50* *** 0006')
})
