import { useQuery } from '@tanstack/react-query'
import type { Setup } from '../../src/wire/setup.ts'
import { request } from '../session/request.ts'

/** As the server was started: it changes with a restart, and then the page loads again what it knows. */
export const useSetup = () =>
  useQuery({ queryKey: ['setup'], queryFn: () => request<Setup>('/api/v1/setup') })
