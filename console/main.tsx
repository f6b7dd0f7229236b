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
import { Shell } from './shell/shell.tsx'
import { Title } from './shell/title.tsx'
import './shell/theme.ts'
import './styles/page.css'

/** Where people, groups and policies are set up. */
const DIRECTORY = [
  {
    path: '/contacts',
    lazy: async () => ({ Component: (await import('./contacts/contacts.tsx')).Contacts }),
  },
  {
    path: '/contacts/import',
    lazy: async () => ({ Component: (await import('./contacts/import.tsx')).ImportContacts }),
  },
  ...['/contacts/new', '/contacts/:id'].map((path) => ({
    path,
    lazy: async () => ({ Component: (await import('./contacts/contact.tsx')).Contact }),
  })),
  { path: '/groups', lazy: async () => ({ Component: (await import('./groups/groups.tsx')).Groups }) },
  ...['/groups/new', '/groups/:id'].map((path) => ({
    path,
    lazy: async () => ({ Component: (await import('./groups/group.tsx')).Group }),
  })),
  {
    path: '/policies',
    lazy: async () => ({ Component: (await import('./policies/policies.tsx')).Policies }),
  },
  ...['/policies/new', '/policies/:id'].map((path) => ({
    path,
    lazy: async () => ({ Component: (await import('./policies/policy.tsx')).Policy }),
  })),
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
    children: [
      { path: '/', element: <Board /> },
      {
        path: '/escalations/:id',
        lazy: async () => ({ Component: (await import('./escalation/escalation.tsx')).Escalation }),
      },
      {
        path: '/simulator',
        lazy: async () => ({ Component: (await import('./simulator/simulator.tsx')).Simulator }),
      },
      ...DIRECTORY,
      {
        path: '/tokens',
        lazy: async () => ({ Component: (await import('./access/access.tsx')).Access }),
      },
      {
        path: '/setup',
        lazy: async () => ({ Component: (await import('./setup/setup.tsx')).Setup }),
      },
      {
        path: '/history',
        lazy: async () => ({ Component: (await import('./history/history.tsx')).History }),
      },
      {
        path: '/statistics',
        lazy: async () => ({ Component: (await import('./statistics/statistics.tsx')).Statistics }),
      },
      { path: '*', element: <NoPage /> },
    ],
  },
  {
    path: '/simulator/phone/:number',
    errorElement: <Crashed />,
    hydrateFallbackElement: <Loading />,
    lazy: async () => ({ Component: (await import('./simulator/lent-phone.tsx')).LentPhone }),
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
