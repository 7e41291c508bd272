import { useState } from 'react'
import { dateRange } from '../../shared/query/values.ts'
import { Button } from '../components/button.tsx'
import { Popover } from '../components/popover.tsx'
import { TextField } from '../components/text-field.tsx'
import { useFormat } from '../state/format-context.ts'
import { useText } from '../state/text-context.ts'
import { FilterChip } from './filter-chip.tsx'
import { useFilter } from './use-filter.ts'

interface DateFilterProps {
  years: readonly { year: number; count: number }[]
  disabledReason?: string | undefined
}

/** Years to choose, or a first and a last day. */
export function DateFilter({ years, disabledReason }: DateFilterProps) {
  const text = useText().library.filters
  const { values } = useFilter('date')
  const value = values.length === 0 ? undefined : values.map((one) => one.replace('..', '–')).join(', ')
  return (
    <Popover
      label={text.date}
      trigger={
        <FilterChip
          name={text.date}
          value={value}
          disabledReason={value === undefined ? disabledReason : undefined}
        />
      }
    >
      {(close) => <DateChoice years={years} close={close} />}
    </Popover>
  )
}

function DateChoice({ years, close }: Pick<DateFilterProps, 'years'> & { close(): void }) {
  const text = useText().library.filters
  const format = useFormat()
  const { values, set } = useFilter('date')
  const [first, last = ''] = (values[0] ?? '').split('..')
  const [from, setFrom] = useState(first ?? '')
  const [to, setTo] = useState(last)
  const wanted = `${from}..${to}`.replace(/^\.\.$/, '')
  const valid =
    wanted === '' || !('key' in dateRange({ text: wanted, quoted: false, open: false, at: 0, length: 0 }))
  const choose = (value: string | null) => {
    set(value)
    close()
  }
  return (
    <form
      className="date-filter"
      onSubmit={(event) => {
        event.preventDefault()
        if (valid) choose(wanted || null)
      }}
    >
      <div className="date-years">
        {years.map(({ year, count }) => (
          <Button
            key={year}
            variant={values[0] === String(year) ? 'plain' : 'ghost'}
            tooltip={format.number(count)}
            onPress={() => choose(String(year))}
          >
            {year}
          </Button>
        ))}
      </div>
      <div className="date-days">
        <TextField label={text.from} placeholder="2025-01-01" value={from} onChange={setFrom} autoFocus />
        <TextField label={text.to} placeholder="2025-02-28" value={to} onChange={setTo} />
      </div>
      <div className="date-actions">
        <Button variant="ghost" onPress={() => choose(null)}>
          {text.anyDate}
        </Button>
        <Button variant="primary" type="submit" isDisabled={!valid}>
          {text.apply}
        </Button>
      </div>
    </form>
  )
}
