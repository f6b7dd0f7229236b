import { TriangleAlert } from 'lucide-react'
import { Component, type ReactNode } from 'react'
import { useWords } from '../i18n/words.ts'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/states.tsx'

/** Our own mistake must not leave a white page: it says that the calls go on, and how to see them again. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }
  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true }
  }
  override render(): ReactNode {
    return this.state.broken ? <Crashed /> : this.props.children
  }
}

export function Crashed() {
  const words = useWords()
  return (
    <main role="alert" className="mx-auto max-w-xl p-6">
      <Empty
        icon={<TriangleAlert aria-hidden className="size-8 text-exhausted" />}
        title={words.state.crashed}
        action={
          <Button tone="primary" onClick={() => location.reload()}>
            {words.state.reload}
          </Button>
        }
      >
        {words.state.crashedBody}
      </Empty>
    </main>
  )
}
