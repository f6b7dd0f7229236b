import { html, raw } from 'hono/html'
import { readFileSync } from 'node:fs'

/** What stands on the page behind a sign-in link. It comes before the console is built, and needs nothing else. */
const WORDS = {
  ko: {
    tagline: '누군가 정말 받을 때까지 전화합니다',
    title: '로그인',
    ask: '이 브라우저를 로그인합니다.',
    as: (name: string) => html`이 브라우저를 <b>${name}</b> 이름으로 로그인합니다.`,
    enter: '로그인',
    once: '링크는 한 번만, 만든 뒤 1시간 동안 쓸 수 있습니다.',
    spentTitle: '이미 쓰였거나 만료된 링크입니다',
    spent: '로그인 링크는 한 번만, 만든 뒤 1시간 동안 쓸 수 있습니다. 서버에서 새 링크를 만드세요.',
    token: 'API 토큰으로 로그인',
  },
  en: {
    tagline: 'Rings people until someone really answers',
    title: 'Sign in',
    ask: 'This signs this browser in.',
    as: (name: string) => html`This signs this browser in as <b>${name}</b>.`,
    enter: 'Sign in',
    once: 'The link works once, within an hour after it was made.',
    spentTitle: 'This link was used, or has expired',
    spent: 'A sign-in link works once, within an hour after it was made. Make another one on the server.',
    token: 'Sign in with an API token',
  },
}
export type Language = keyof typeof WORDS

/** The first of a browser's languages that is one of ours. */
export const languageOf = (accepted: string | undefined): Language =>
  /\b(ko|en)\b/i.exec(accepted ?? '')?.[1]?.toLowerCase() === 'ko' ? 'ko' : 'en'

/** `name` is who will be signed in; null when the link was made for nobody by name. */
export function askingPage(language: Language, name: string | null) {
  const words = WORDS[language]
  return document(
    language,
    html`<h1>Nightbell</h1>
      <p class="soft">${words.tagline}</p>
      <p>${name === null ? words.ask : words.as(name)}</p>
      <form method="post"><button>${words.enter}</button></form>
      <p class="soft small">${words.once}</p>`,
  )
}

export function spentPage(language: Language) {
  const words = WORDS[language]
  return document(
    language,
    html`<h1>${words.spentTitle}</h1>
      <p>${words.spent}</p>
      <p><code>npx nightbell sign-in-link</code></p>
      <p><a href="/">${words.token}</a></p>`,
  )
}

const BELL = new URL('../../console/public/assets/bell.svg', import.meta.url)
const bell = `data:image/svg+xml;base64,${readFileSync(BELL).toString('base64')}`

/** The colours are those of console/styles/tokens.css. */
const STYLE = `
:root { color-scheme: light dark; --ground: light-dark(#f4f3ef, #0b0e13); --ink: light-dark(#15181d, #eceae4); }
body {
  margin: 0; min-height: 100dvh; display: grid; place-content: center;
  background: var(--ground); color: var(--ink);
  font: 1.0625rem/1.55 'Pretendard Variable', system-ui, sans-serif; word-break: keep-all; overflow-wrap: anywhere;
}
main { width: min(24rem, 100vw - 2.5rem); }
img { display: block; width: 3.5rem; }
h1 { margin: 1.25rem 0 0; font-size: 1.75rem; line-height: 1.25; letter-spacing: -0.02em; }
p { margin: 0.35rem 0 1.25rem; }
.soft { color: light-dark(#585b61, #a3a8b1); }
.small { margin-top: 1rem; font-size: 0.9375rem; }
button {
  width: 100%; min-height: 3.25rem; border: 0; border-radius: 0.625rem; cursor: pointer;
  background: var(--ink); color: var(--ground); font: inherit; font-weight: 600;
}
code { padding: 0.3rem 0.6rem; border-radius: 0.375rem; background: light-dark(#ebe9e3, #1b2029); font-size: 0.9375rem; }
a { color: light-dark(#1553b5, #8ab8ff); }
:focus-visible { outline: 2px solid light-dark(#1559c4, #8ab8ff); outline-offset: 3px; }
`

const document = (language: Language, content: ReturnType<typeof html>) =>
  html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${WORDS[language].title} · Nightbell</title>
        <link rel="icon" href="${bell}" />
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <img src="${bell}" alt="" />
          ${content}
        </main>
      </body>
    </html>`
