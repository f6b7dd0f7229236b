import { useWords } from '../i18n/directory.ts'
import { Choice, Field, inputClass } from '../parts/field.tsx'
import type { PartProps } from './whom.tsx'

/** How often, how long, what counts, in what language, and in what words: each with a sentence of its own. */
export function Rules({ draft, errors, change }: PartProps) {
  const words = useWords()
  const { policy } = words.directory
  return (
    <>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Whole
          label={policy.rounds}
          hint={policy.roundsHint}
          error={errors['rounds']}
          range={[1, 10]}
          value={draft.rounds}
          onChange={(rounds) => change({ rounds })}
        />
        <Whole
          label={policy.ringTimeout}
          hint={policy.ringTimeoutHint}
          error={errors['ring_timeout_seconds']}
          range={[5, 60]}
          value={draft.ringTimeout}
          onChange={(ringTimeout) => change({ ringTimeout })}
        />
      </div>
      <Choice
        label={policy.acknowledgeBy}
        hint={policy.acknowledgeByHints[draft.acknowledgeBy]}
        error={errors['acknowledge_by']}
        value={draft.acknowledgeBy}
        options={(['keypress', 'human', 'answer'] as const).map((value) => ({
          value,
          text: words.evidence[value],
        }))}
        onChange={(acknowledgeBy) => change({ acknowledgeBy })}
      />
      <Choice
        label={policy.language}
        hint={policy.languageHint}
        value={draft.language}
        options={(['ko', 'en'] as const).map((value) => ({
          value,
          text: words.simulator.languages[value],
        }))}
        onChange={(language) => change({ language })}
      />
      <Field label={policy.template} hint={policy.templateHint} error={errors['message_template']}>
        {(bound) => (
          <textarea
            {...bound}
            rows={2}
            maxLength={1000}
            placeholder={policy.templatePlaceholder}
            className={`${inputClass} field-sizing-content max-h-72`}
            value={draft.template}
            onChange={(event) => change({ template: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}

type WholeProps = {
  label: string
  hint?: string
  error: string | undefined
  range: readonly [number, number]
  value: number
  onChange: (value: number) => void
}

/** A whole number. */
export function Whole({ label, hint, error, range: [min, max], value, onChange }: WholeProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(bound) => (
        <input
          {...bound}
          type="number"
          inputMode="numeric"
          required
          min={min}
          max={max}
          className={inputClass}
          value={Number.isNaN(value) ? '' : value}
          onChange={(event) => onChange(event.target.valueAsNumber)}
        />
      )}
    </Field>
  )
}
