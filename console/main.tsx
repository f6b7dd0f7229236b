import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, RouterProvider } from 'react-router'
import { Board } from './board/board.tsx'
import { useWords } from './i18n/words.ts'
import { queries } from './live/live.ts'
import { Empty, Loading } from './parts/states.tsx'
import { SignedIn } from './session/signed-in.tsx'
import { Crashed, ErrorBoundary } from './shell/error-boundary.tsx'
import { NotLoaded, page } from './shell/not-loaded.tsx'
import { Shell } from './shell/shell.tsx'
import { Title } from './shell/title.tsx'
import './shell/theme.ts'
import './styles/page.css'

const PAGES = [
  { path: '/', element: <Board /> },
  page('/escalations/:id', async () => (await import('./escalation/escalation.tsx')).Escalation),
  page('/simulator', async () => (await import('./simulator/simulator.tsx')).Simulator),
  page('/history', async () => (await import('./history/history.tsx')).History),
  page('/statistics', async () => (await import('./statistics/statistics.tsx')).Statistics),
  page('/contacts', async () => (await import('./contacts/contacts.tsx')).Contacts),
  page('/contacts/import', async () => (await import('./contacts/import.tsx')).ImportContacts),
  page('/groups', async () => (await import('./groups/groups.tsx')).Groups),
  page('/policies', async () => (await import('./policies/policies.tsx')).Policies),
  // A new one, or the one with this id.
  ...['new', ':id'].flatMap((which) => [
    page(`/contacts/${which}`, async () => (await import('./contacts/contact.tsx')).Contact),
    page(`/groups/${which}`, async () => (await import('./groups/group.tsx')).Group),
    page(`/policies/${which}`, async () => (await import('./policies/policy.tsx')).Policy),
  ]),
  page('/tokens', async () => (await import('./access/access.tsx')).Access),
  page('/setup', async () => (await import('./setup/setup.tsx')).Setup),
  { path: '*', element: <NoPage /> },
]

const router = createBrowserRouter([
  {
    element: (
      <SignedIn>
        <Shell />
      </SignedIn>
    ),
    errorElement: <Crashed />,
    hydrateFallbackElement: <Loading />,
    children: [{ errorElement: <NotLoaded />, children: PAGES }],
  },
  {
    ...page('/simulator/phone/:number', async () => (await import('./simulator/lent-phone.tsx')).LentPhone),
    errorElement: <Crashed />,
    hydrateFallbackElement: <Loading />,
  },
])

function NoPage() {
  const words = useWords()
  return (
    <>
      <Title text="404" />
      <Empty title={words.state.noPage} />
    </>
  )
}

// Over plain HTTP a browser has none, except on this machine.
if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register('/sw.js')

const root = document.getElementById('root')
if (!root) throw new Error('the page has no root')
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ErrorBoundary>
  </StrictMode>,
)
