import { Combobox } from '@base-ui/react/combobox'
import { ChevronDown } from 'lucide-react'
import { useWords } from '../i18n/directory.ts'
import { Field, inputClass } from '../parts/field.tsx'
import { matches } from './matches.ts'

export type Option = { id: string; name: string; more?: string }

type Props = {
  label: string
  options: readonly Option[]
  /** What is chosen; absent where each choice is taken away at once. */
  value?: string | null
  placeholder?: string
  hint?: string | undefined
  error?: string | undefined
  className?: string
  onPick: (id: string) => void
}

/** One of many: type, choose. What is typed is looked for in the name and in what is told besides. */
export function Pick({ label, options, value, placeholder, hint, error, className = '', onPick }: Props) {
  const words = useWords().directory
  const chosen = options.find(({ id }) => id === value) ?? null
  return (
    <Field label={label} hint={hint} error={error} className={className}>
      {(bound) => (
        <Combobox.Root<Option>
          items={options}
          value={chosen}
          autoHighlight
          itemToStringLabel={({ name }) => name}
          filter={({ name, more = '' }, typed) => matches(`${name} ${more}`, typed)}
          onValueChange={(option) => option && onPick(option.id)}
        >
          <div className="relative">
            <Combobox.Input {...bound} placeholder={placeholder} className={`${inputClass} pr-11`} />
            <Combobox.Trigger
              aria-label={label}
              className="absolute inset-y-0 right-0 flex w-11 items-center justify-center text-soft"
            >
              <ChevronDown aria-hidden className="size-5" />
            </Combobox.Trigger>
          </div>
          <Combobox.Portal>
            <Combobox.Positioner sideOffset={4} className="z-50">
              <Combobox.Popup className="max-h-[min(20rem,var(--available-height))] w-(--anchor-width) overflow-y-auto overscroll-contain rounded-md border border-edge bg-panel shadow-2xl">
                <Combobox.Empty className="px-3 py-2.5 text-soft empty:hidden">
                  {words.nothingFound}
                </Combobox.Empty>
                <Combobox.List>
                  {(option: Option) => (
                    <Combobox.Item
                      key={option.id}
                      value={option}
                      className="flex min-h-11 flex-wrap items-center gap-x-3 px-3 py-2 data-highlighted:bg-ink data-highlighted:text-ground"
                    >
                      <span className="min-w-0 font-medium break-words">{option.name}</span>
                      <span className="min-w-0 text-sm break-words">{option.more}</span>
                    </Combobox.Item>
                  )}
                </Combobox.List>
              </Combobox.Popup>
            </Combobox.Positioner>
          </Combobox.Portal>
        </Combobox.Root>
      )}
    </Field>
  )
}
