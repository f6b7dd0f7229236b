import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Contact } from '../../src/wire/contact.ts'
import type { Group } from '../../src/wire/group.ts'
import type { Policy } from '../../src/wire/policy.ts'
import { openPage } from './support/browser.ts'
import { startServer } from './support/server.ts'

type Server = Awaited<ReturnType<typeof startServer>>

const contact = (server: Server, name: string, phone: string) =>
  server.ask<Contact>('POST', '/api/v1/contacts', { name, numbers: [{ phone }] })

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** Names in the order in which the group rings them. */
async function orderOf(server: Server, { id }: { id: string }): Promise<string[]> {
  return (await server.ask<Group>('GET', `/api/v1/groups/${id}`)).members.map(({ name }) => name)
}

test(
  'a group is put in order by keyboard, by button and by drag; and two with one number are refused',
  { timeout: 60_000 },
  async () => {
    const server = await startServer()
    const people = [
      await contact(server, '홍길동', '010-0000-1001'),
      await contact(server, '김철수', '010-0000-1002'),
      await contact(server, '이영희', '010-0000-1003'),
    ]
    await contact(server, '쌍둥이', '010-0000-1001')
    const contact_ids = people.map(({ id }) => id)
    const group = await server.ask<Group>('POST', '/api/v1/groups', { name: '결제', contact_ids })
    const page = await openPage({ at: server.url })
    const open = async () => {
      await page.goto(`${server.url}/groups`)
      await page.getByRole('link', { name: /결제/ }).click()
    }
    const saved = async () => {
      await button(page, '저장').click()
      await page.getByText('저장했습니다: 결제').last().waitFor()
      return orderOf(server, group)
    }

    await open()
    const handle = button(page, '홍길동 순서 옮기기')
    await handle.focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    // It keeps the focus on its way, and says where it is.
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe('홍길동 순서 옮기기')
    await page.getByText('홍길동: 3개 중 3번째').waitFor()
    await button(page, '이영희 위로').click()
    expect(await saved()).toEqual(['이영희', '김철수', '홍길동'])

    await open()
    const from = await handle.boundingBox()
    const to = await button(page, '이영희 순서 옮기기').boundingBox()
    if (!from || !to) throw new Error('the handles are not to be seen')
    await page.mouse.move(from.x + 9, from.y + 9)
    await page.mouse.down()
    await page.mouse.move(to.x + 9, to.y + 20, { steps: 4 })
    await page.mouse.move(to.x + 9, to.y + 4)
    await page.mouse.up()
    expect(await saved()).toEqual(['홍길동', '이영희', '김철수'])

    await open()
    await page.getByRole('combobox', { name: '담당자 추가' }).fill('쌍둥')
    await page.getByRole('option', { name: '쌍둥이' }).click()
    await button(page, '저장').click()
    // At the field, and not in passing too.
    await page.getByText('홍길동 님과 쌍둥이 님의 번호가 같습니다').waitFor()
    expect(await orderOf(server, group)).toHaveLength(3)

    await page.goto(`${server.url}/policies/new`)
    await page.getByText('그룹을 고르세요.', { exact: true }).waitFor()
    await page.getByLabel('정책 이름').fill('야간')
    await page.getByRole('combobox', { name: '그룹' }).fill('결제')
    await page.getByRole('option', { name: /결제/ }).click()
    await page.getByLabel('벨 울림 시간 (초)').fill('')
    await page.keyboard.press('Enter')
    await page.getByText('5에서 60까지의 수를 입력하세요.').waitFor()
  },
)

test(
  'a policy is made from nothing, seen in advance, kept and played as a drill',
  { timeout: 60_000 },
  async () => {
    const server = await startServer()
    const page = await openPage({ at: server.url })
    await page.goto(`${server.url}/policies`)
    await page.getByText('먼저 담당자를 만드세요').waitFor()
    await page.getByRole('link', { name: '담당자 추가' }).click()
    await page.getByLabel('이름').fill('홍길동')
    await page.getByRole('textbox', { name: '번호' }).fill('010-0000-1001')
    await button(page, '저장').click()
    await page.getByText('저장했습니다: 홍길동').waitFor()
    await contact(server, 'Jane', '010-0000-1002')

    await page.goto(`${server.url}/policies`)
    await page.getByRole('link', { name: '정책 추가' }).click()
    await page.getByLabel('정책 이름').fill('결제 야간')
    await page.getByText('담당자 직접 지정').click()
    for (const name of ['홍길동', 'Jane']) {
      await page.getByRole('combobox', { name: '담당자 추가' }).fill(name)
      await page.getByRole('option', { name }).click()
    }
    // 2 s to connect, 15 s and up to 5 s more of ringing, one after the other, twice.
    const course = page.getByRole('region', { name: '아무도 받지 않으면' })
    await course.getByText('00:02 · 00:46').waitFor()
    await course.getByText('00:24 · 01:08').waitFor()
    await page.getByLabel('벨 울림 시간 (초)').fill('10')
    await course.getByText('00:02 · 00:36').waitFor()
    await course.getByText('4번 걸고 1분 8초 뒤에 끝납니다.').waitFor()

    const spoken = page.getByRole('region', { name: '전화에서 들리는 말' })
    await page.getByLabel('예시 알림').fill('디스크 97%')
    await spoken.getByText('홍길동 담당자님, 디스크 97%').waitFor()
    await page.getByLabel('읽어 줄 문장').fill('{이름} 님, 긴급')
    await page.getByText('{메시지}가 들어 있어야 합니다.').waitFor()
    await page.getByLabel('읽어 줄 문장').fill('{이름} 님, 긴급! {메시지}')
    await spoken.getByText('홍길동 님, 긴급! 디스크 97%').waitFor()

    await page.getByText('다시 걸기').click()
    await button(page, '저장').click()
    await page.getByText('저장했습니다: 결제 야간').waitFor()
    const { policies } = await server.ask<{ policies: Policy[] }>('GET', '/api/v1/policies')
    expect(policies).toMatchObject([
      {
        name: '결제 야간',
        members: [{ name: '홍길동' }, { name: 'Jane' }],
        rounds: 2,
        ring_timeout_seconds: 10,
        message_template: '{이름} 님, 긴급! {메시지}',
        when_exhausted: { do: 'repeat', after_minutes: 10, times: 3 },
      },
    ])

    await button(page, '이대로 훈련해 보기').click()
    await page.locator('[data-phase=ringing]').waitFor()
    const { escalations } = await server.ask<{ escalations: unknown[] }>('GET', '/api/v1/escalations')
    expect(escalations).toMatchObject([{ drill: true, message: '디스크 97%', policy: { name: '결제 야간' } }])
  },
)

test(
  'what is in use stays, what is deleted comes back, and who was faster is not overwritten unseen',
  { timeout: 60_000 },
  async () => {
    const server = await startServer()
    const hong = await contact(server, '홍길동', '010-0000-1001')
    const kim = await contact(server, '김철수', '010-0000-1002')
    const body = { name: '결제', contact_ids: [kim.id] }
    const group = await server.ask<Group>('POST', '/api/v1/groups', body)
    const page = await openPage({ at: server.url, width: 390 })

    await page.goto(`${server.url}/contacts/${kim.id}`)
    await button(page, '삭제').click()
    const refused = page.getByRole('alert').filter({ hasText: '삭제할 수 없습니다' })
    await refused.getByRole('link', { name: '그룹 · 결제' }).click()
    await page.waitForURL(`**/groups/${group.id}`)

    await page.goto(`${server.url}/contacts/${hong.id}`)
    await button(page, '삭제').click()
    await page.getByText('삭제했습니다: 홍길동').waitFor()
    await button(page, '되돌리기').click()
    await page.getByRole('link', { name: /홍길동/ }).click()
    await button(page, '삭제').click()
    await page.getByText('최근 삭제한 항목 1건').click()
    await button(page, '복구 (홍길동)').click()
    await page.getByRole('link', { name: /홍길동/ }).click()

    await page.getByLabel('메모').fill('내 메모')
    const theirs = { name: '홍길동', numbers: [{ phone: '010-0000-1009' }], note: '남의 메모' }
    await server.ask('PUT', `/api/v1/contacts/${hong.id}`, theirs)
    await button(page, '저장').click()
    const faster = page.getByRole('alert').filter({ hasText: '다른 사람이 먼저 바꿨습니다' })
    await faster.getByText('010-0000-1009').waitFor()
    await faster.getByText('남의 메모').waitFor()
    await faster.getByRole('button', { name: '저장된 내용 불러오기' }).click()
    await page.getByLabel('메모').fill('남의 메모, 그리고 내 메모')
    await button(page, '저장').click()
    await page.getByText('저장했습니다: 홍길동').waitFor()
    expect(await server.ask('GET', `/api/v1/contacts/${hong.id}`)).toMatchObject({
      numbers: [{ phone: '+821000001009' }],
      note: '남의 메모, 그리고 내 메모',
      version: 3,
    })
  },
)

test(
  'an import with a mistake stores nothing and says where it is; mended, it stores all, and can be undone',
  { timeout: 60_000 },
  async () => {
    const server = await startServer()
    const page = await openPage({ at: server.url })
    const names = async () =>
      (await server.ask<{ contacts: Contact[] }>('GET', '/api/v1/contacts')).contacts.map(({ name }) => name)
    const choose = async (text: string) =>
      page
        .locator('input[type=file]')
        .setInputFiles({ name: '명단.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await page.goto(`${server.url}/contacts`)
    await page.getByRole('link', { name: 'CSV 가져오기' }).first().click()
    await choose('이름,전화,전화\n홍길동,010-0000-1001,02-000-1001\n김철수,abc,\n')
    await page.getByText('2줄 중 1줄을 고쳐야 합니다').waitFor()
    const wrong = page.getByRole('row', { name: /김철수/ })
    expect(await wrong.getByRole('rowheader').textContent()).toBe('3')
    expect(await wrong.getByRole('cell').nth(1).textContent()).toMatch(/^abc전화번호가 아닙니다/)
    expect(await page.getByRole('button', { name: /명 가져오기/ }).count()).toBe(0)
    expect(await names()).toEqual([])

    await button(page, '다른 파일').click()
    await choose('이름,전화,전화\n홍길동,010-0000-1001,02-000-1001\n김철수,010-0000-1002,\n')
    await page.getByText('UTF-8(으)로 읽었습니다').waitFor()
    await button(page, '2명 가져오기').click()
    await page.getByText('담당자 2명을 가져왔습니다').waitFor()
    expect(await names()).toEqual(['김철수', '홍길동'])
    await button(page, '가져오기 되돌리기').click()
    await page.getByText('가져온 담당자 2명을 삭제했습니다.').waitFor()
    expect(await names()).toEqual([])
  },
)
