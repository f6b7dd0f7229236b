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
