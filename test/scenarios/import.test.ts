import { describe, expect, test } from 'vitest'
import { json, openWorld, type World } from '../support/world.ts'

const send = (world: World, body: BodyInit, query = '') =>
  world.send(`${world.app.url}/api/v1/contacts/import${query}`, {
    method: 'POST',
    headers: { Authorization: 'Bearer test-token-of-an-administrator', 'Content-Type': 'text/csv' },
    body,
  })
type BodyInit = string | Uint8Array<ArrayBuffer>
const names = async (world: World) =>
  (await json(world.ask('GET', '/api/v1/contacts'))).contacts.map(({ name }: { name: string }) => name)

const LIST = `이름,휴대폰,집,언어,메모
홍길동,010-0000-0001,02-000-0001,ko,"야간, 주말"
김철수,010-0000-0002,,en,
`
/** 이름,전화 / 홍길동,01000000001 as Korean Excel writes it. */
const CP949 = new Uint8Array([
  0xc0,
  0xcc,
  0xb8,
  0xa7,
  0x2c,
  0xc0,
  0xfc,
  0xc8,
  0xad,
  0x0d,
  0x0a,
  0xc8,
  0xab,
  0xb1,
  0xe6,
  0xb5,
  0xbf,
  0x2c,
  ...Buffer.from('010-0000-0001\r\n'),
])

describe('importing contacts', () => {
  test('makes a contact of each line, with its numbers in order', async () => {
    const world = await openWorld()
    const response = await send(world, LIST)
    expect((await json(response)).contacts).toMatchObject([
      {
        name: '홍길동',
        numbers: [
          { phone: '+821000000001', label: '휴대폰' },
          { phone: '+8220000001', label: '집' },
        ],
        language: 'ko',
        note: '야간, 주말',
      },
      { name: '김철수', numbers: [{ phone: '+821000000002' }], language: 'en' },
    ])
    expect(await names(world)).toEqual(['김철수', '홍길동'])
  })

  test.each<[string, BodyInit, string]>([
    ['UTF-8 with a mark', `\uFEFFname,phone\n홍길동,010-0000-0001`, ''],
    ['CP949', CP949, ''],
    ['CP949 that is named', CP949, '?charset=cp949'],
    [
      'UTF-16 with a mark',
      new Uint8Array(Buffer.from('\uFEFFname,phone\n홍길동,010-0000-0001', 'utf16le')),
      '',
    ],
  ])('reads %s', async (_, file, query) => {
    const world = await openWorld()
    expect((await send(world, file, query)).status).toBe(200)
    expect(await names(world)).toEqual(['홍길동'])
  })

  test('one wrong line, and nothing is imported; each problem names its line', async () => {
    const world = await openWorld()
    await send(world, 'name,phone\n박민수,010-0000-0009')
    const file =
      'name,phone,language\n홍길동,010-0000-0001,ko\n,abc,fr\n김철수,010 0000 0001,\n이영희,010-0000-0009,'
    const preview = await json(send(world, file, '?dry_run=true'))
    expect(preview.imported).toBe(false)
    expect(preview.rows.map((row: { problems: string[] }) => row.problems)).toEqual([
      [],
      [
        { column: 1, problem: 'is missing', problem_ko: '비어 있습니다.' },
        {
          column: 2,
          problem: expect.stringMatching(/abc is no phone number/),
          problem_ko: '전화번호가 아닙니다. 예: 010-0000-0001',
        },
        { column: 3, problem: 'fr is not ko or en', problem_ko: 'ko 또는 en만 쓸 수 있습니다.' },
      ],
      [
        {
          column: 2,
          problem: '010-0000-0001 stands in line 2 already',
          problem_ko: '010-0000-0001: 2번째 줄에 이미 있습니다.',
        },
      ],
      [expect.objectContaining({ column: 2, problem: '010-0000-0009 is the number of 박민수 already' })],
    ])
    const refused = await send(world, file)
    expect(refused.status).toBe(422)
    expect((await json(refused)).errors).toContainEqual(
      expect.objectContaining({
        field: 'line 4, column phone',
        problem: '010-0000-0001 stands in line 2 already',
      }),
    )
    expect(await names(world)).toEqual(['박민수'])
  })

  test('what stands under one heading twice is two numbers, and what stands under none is a problem', async () => {
    const world = await openWorld()
    const file = '이름,전화,전화,\n홍길동,010-0000-0001,02-000-0001,\n'
    const { contacts } = await json(send(world, file))
    expect(contacts).toMatchObject([
      {
        numbers: [
          { phone: '+821000000001', label: '전화' },
          { phone: '+8220000001', label: '전화' },
        ],
      },
    ])
    const preview = await json(send(world, 'name,phone,\n이영희,010-0000-0003,야간,x\n', '?dry_run=true'))
    expect(preview).toMatchObject({
      charset: 'utf-8',
      columns: [{ holds: 'name' }, { holds: 'phone' }, { heading: '', holds: null }],
      rows: [
        {
          cells: ['이영희', '010-0000-0003', '야간', 'x'],
          problems: [
            { column: 3, problem: 'stands under no heading' },
            { column: 4, problem: 'stands under no heading' },
          ],
        },
      ],
    })
  })

  test('a dry run of a good file imports nothing', async () => {
    const world = await openWorld()
    const preview = await json(send(world, LIST, '?dry_run=true'))
    expect(preview.rows).toMatchObject([
      { line: 2, problems: [] },
      { line: 3, problems: [] },
    ])
    expect(await names(world)).toEqual([])
  })

  test.each<[string, BodyInit, string, RegExp]>([
    ['no heading', '홍길동,010-0000-0001', '', /must name the columns/],
    ['an unknown column', 'name,phone,colour\n홍,010-0000-0001,red', '', /"colour" is not known/],
    ['only headings', 'name,phone\n', '', /no line below the headings/],
    ['a column twice', 'name,phone,name\n홍,010-0000-0001,김', '', /"name" stands there twice/],
    [
      'an open quote',
      'name,phone\n"홍,010-0000-0001',
      '',
      /^line 2: is no CSV: a quotation mark is not closed/,
    ],
    ['a text that is no CSV', '# "Nightbell" rings\n', '', /^line 1: is no CSV: a quotation mark/],
    ['nothing', '', '', /must name the columns/],
    ['bytes that are no text', new Uint8Array([0xff, 0xff, 0xff]), '', /not in UTF-8, CP949 or UTF-16/],
    ['another charset than is said', CP949, '?charset=utf-8', /not in utf-8/],
    ['1,001 lines', `name,phone\n${'a,010-0000-0001\n'.repeat(1_001)}`, '', /at most 1000 lines/],
  ])('E12 %s is refused', async (_, file, query, detail) => {
    const world = await openWorld()
    const refused = await send(world, file, query)
    expect(refused.status).toBe(422)
    expect((await json(refused)).detail).toMatch(detail)
    expect((await world.ask('POST', '/api/v1/contacts/import', {})).status).toBe(415)
    expect(await names(world)).toEqual([])
  })
})
