import { useEffect, useState, type CSSProperties, type PointerEvent } from 'react'

type Drag = {
  from: number
  to: number
  /** How far it has been drawn, in px. */
  by: number
  pointer: number
  startY: number
  /** Where each item lay when it began, from the top of the page. */
  boxes: readonly { top: number; height: number }[]
}

/** How near to the edge of the window the page begins to scroll along, in px. */
const EDGE = 90
const SCROLL_STEP = 14

/** Drags the children of a list up and down, by mouse, pen or finger. Nothing moves in the document before it is dropped. */
export function useDrag(list: { current: HTMLElement | null }, onDrop: (from: number, to: number) => void) {
  const [drag, setDrag] = useState<Drag | null>(null)
  const pointer = drag?.pointer

  useEffect(() => {
    if (pointer === undefined) return undefined
    const ours = (event: globalThis.PointerEvent) => event.pointerId === pointer
    const onMove = (event: globalThis.PointerEvent) => {
      if (!ours(event)) return
      if (event.clientY < EDGE) window.scrollBy(0, -SCROLL_STEP)
      if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, SCROLL_STEP)
      setDrag((now) => now && moved(now, event.clientY + window.scrollY - now.startY))
    }
    const onUp = (event: globalThis.PointerEvent) => {
      if (!ours(event)) return
      setDrag(null)
      if (event.type === 'pointerup' && drag) onDrop(drag.from, drag.to)
    }
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && setDrag(null)
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', onUp)
    window.addEventListener('pointercancel', onUp)
    window.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onUp)
      window.removeEventListener('pointercancel', onUp)
      window.removeEventListener('keydown', onKey)
    }
  }, [pointer, drag, onDrop])

  return {
    begin(event: PointerEvent<HTMLElement>, from: number): void {
      if (event.button !== 0) return
      event.preventDefault() // No text is to be selected on the way.
      event.currentTarget.focus()
      const boxes = [...(list.current?.children ?? [])].map((item) => {
        const { top, height } = item.getBoundingClientRect()
        return { top: top + window.scrollY, height }
      })
      const startY = event.clientY + window.scrollY
      setDrag({ from, to: from, by: 0, pointer: event.pointerId, startY, boxes })
    },
    isDragged: (index: number): boolean => drag?.from === index,
    styleOf: (index: number): CSSProperties =>
      drag ? { transform: `translateY(${shiftOf(drag, index)}px)`, position: 'relative' } : {},
  }
}

const middle = ({ top, height }: Drag['boxes'][number]) => top + height / 2

/** It takes the place of the last item whose middle it has passed. */
function moved(drag: Drag, by: number): Drag {
  const { from, boxes } = drag
  const own = boxes[from]
  if (!own) return drag
  const [top, bottom] = [own.top + by, own.top + own.height + by]
  const above = boxes.findIndex((box, i) => i < from && top < middle(box))
  const below = boxes.findLastIndex((box, i) => i > from && bottom > middle(box))
  return { ...drag, by, to: above !== -1 ? above : below !== -1 ? below : from }
}

/** What lies between where it was and where it would be makes room. */
function shiftOf({ from, to, by, boxes }: Drag, index: number): number {
  if (index === from) return by
  const [own, next] = [boxes[from], boxes[from + 1] ?? boxes[from - 1]]
  if (!own || !next) return 0
  const gap = Math.abs(next.top - own.top) - (next.top > own.top ? own.height : next.height)
  const room = own.height + gap
  if (index > from && index <= to) return -room
  if (index < from && index >= to) return room
  return 0
}
