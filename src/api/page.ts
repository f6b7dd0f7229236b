import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { existsSync } from 'node:fs'
import path from 'node:path'

const CONSOLE = path.join(import.meta.dirname, '../../console')
const BUILT = '/dist'

/** The page, as `console/build.ts` made it. Whatever address a person asks for, the page finds its way itself. */
export function page(): Hono {
  const app = new Hono()
  app.use(
    secureHeaders({
      contentSecurityPolicy: POLICY,
      xFrameOptions: 'DENY',
      referrerPolicy: 'same-origin',
      // Whoever stands before it with a certificate decides this.
      strictTransportSecurity: false,
    }),
  )
  app.get('/static/simulator_experience.html', (c) => c.redirect('/simulator'))
  app.get(
    '/assets/*',
    serveStatic({
      root: CONSOLE,
      rewriteRequestPath: (asked) => BUILT + asked,
      precompressed: true,
      // Their names change with their content.
      onFound: (_, c) => c.header('Cache-Control', 'public, max-age=31536000, immutable'),
    }),
  )
  // At the root, so that it may speak for every address; it is asked for again at each visit.
  app.get('/sw.js', async (c, next) => {
    c.header('Cache-Control', 'no-cache')
    return serveStatic({ root: CONSOLE, path: `${BUILT}/sw.js` })(c, next)
  })
  app.get('*', async (c, next) => {
    if (!c.req.header('Accept')?.includes('text/html')) return next()
    c.header('Cache-Control', 'no-cache')
    if (!existsSync(`${CONSOLE}${BUILT}/index.html`)) return c.html(NOT_BUILT, 503, { 'Retry-After': '2' })
    return serveStatic({ root: CONSOLE, path: `${BUILT}/index.html` })(c, next)
  })
  return app
}

/** Nothing from elsewhere: the page must work without the internet. Styles are set on elements by positioned dialogs. */
const POLICY = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  objectSrc: ["'none'"],
  baseUri: ["'self'"],
  frameAncestors: ["'none'"],
}

/** The first start builds the page beside the server, which rings people already. */
const NOT_BUILT = `<!doctype html><html lang="ko"><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>Nightbell</title>
<body style="font:16px/1.6 system-ui;max-width:34rem;margin:20vh auto;padding:0 1.25rem">
<p>화면을 준비하고 있습니다. 잠시 뒤 자동으로 열립니다. 서버와 API는 이미 동작합니다.</p>
<p lang="en">The page is being built and opens by itself in a moment. The server and its API work already.</p>
<p lang="en"><small>If this stays: <code>npm run build</code> says why.</small></p>`
