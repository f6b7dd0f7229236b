import { useQuery } from '@tanstack/react-query'
import type { SimulatorState } from '../../src/wire/simulator.ts'
import { request } from '../session/request.ts'

export const useSimulator = () =>
  useQuery({ queryKey: ['simulator'], queryFn: () => request<SimulatorState>('/api/v1/simulator') })
