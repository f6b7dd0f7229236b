// Without the server there is nothing true to show: one page that says so, and not a word of what was.
const OFFLINE = ['/assets/offline.html', '/assets/offline.js', '/assets/bell.svg']

addEventListener('install', (event) => {
  const fresh = OFFLINE.map((url) => new Request(url, { cache: 'reload' }))
  event.waitUntil(caches.open('offline').then((cache) => cache.addAll(fresh)))
})

addEventListener('fetch', (event) => {
  const { request } = event
  if (request.mode === 'navigate' && request.method === 'GET')
    event.respondWith(fetch(request).catch(() => caches.match(OFFLINE[0])))
  else if (OFFLINE.includes(new URL(request.url).pathname))
    event.respondWith(fetch(request).catch(() => caches.match(request)))
})
