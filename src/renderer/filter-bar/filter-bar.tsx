import { Toolbar } from 'react-aria-components'
import { labels } from '../../shared/photo.ts'
import { photoTypes } from '../../shared/query/term.ts'
import { Icon } from '../components/icon.tsx'
import { LabelDot, Stars } from '../components/marks.tsx'
import { useFacets } from '../state/lists.ts'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import { ChoiceFilter, type FilterChoice } from './choice-filter.tsx'
import { DateFilter } from './date-filter.tsx'
import { MoreFilter } from './more-filter.tsx'
import { SortMenu } from './sort-menu.tsx'
import { ViewCount } from './view-count.tsx'
import './filter-bar.css'

/** Filters by hand. Each is a term of the search line, so that the line always tells the whole truth. */
export function FilterBar() {
  const text = useText().library
  return (
    <div className="filter-bar">
      <Toolbar className="filter-chips" aria-label={text.filters.name}>
        <RatingFilter />
        <FlagFilter />
        <LabelFilter />
        <FacetFilters />
        <MoreFilter />
      </Toolbar>
      <ViewCount />
      <SortMenu />
    </div>
  )
}

function RatingFilter() {
  const text = useText().library.filters
  const atLeast = [1, 2, 3, 4, 5].map((stars): FilterChoice => ({
    value: stars === 5 ? '5' : `>=${stars}`,
    label: text.atLeast(stars),
    mark: <Stars rating={stars} of={5} />,
  }))
  return (
    <ChoiceFilter
      field="rating"
      name={text.rating}
      anyLabel={text.anyRating}
      choices={[...atLeast, { value: '0', label: text.unrated }]}
      mark={<Icon name="star" size={12} />}
    />
  )
}

function FlagFilter() {
  const text = useText().library
  const icons = { pick: 'flag', none: 'flagOutline', reject: 'reject' } as const
  const flags = ['pick', 'none', 'reject'] as const
  return (
    <ChoiceFilter
      field="flag"
      name={text.filters.flag}
      anyLabel={text.filters.anyFlag}
      several
      choices={flags.map((value) => ({
        value,
        label: text.flags[value],
        mark: <Icon name={icons[value]} size={12} />,
      }))}
      mark={<Icon name="flagOutline" size={12} />}
    />
  )
}

function LabelFilter() {
  const text = useText().library
  const choices = labels.map((value): FilterChoice => ({
    value,
    label: text.labels[value],
    mark: <LabelDot label={value} />,
  }))
  return (
    <ChoiceFilter
      field="label"
      name={text.filters.label}
      anyLabel={text.filters.anyLabel}
      several
      choices={[...choices, { value: 'none', label: text.filters.noLabel, mark: <LabelDot label={null} /> }]}
      mark={<LabelDot label={null} />}
    />
  )
}

function FacetFilters() {
  const text = useText().library.filters
  const facets = useFacets(useScreen((state) => state.source))
  const named = (values: readonly { name: string; count: number }[] = []): FilterChoice[] =>
    values.map(({ name, count }) => ({ value: name, label: name, count }))
  const reason = (values: readonly unknown[] | undefined) => (values?.length === 0 ? text.noneHas : undefined)
  const typeWords = (name: string) => photoTypes.find((type) => type === name)
  return (
    <>
      <DateFilter years={facets?.years ?? []} disabledReason={reason(facets?.years)} />
      <ChoiceFilter
        field="camera"
        name={text.camera}
        anyLabel={text.anyCamera}
        several
        choices={named(facets?.cameras)}
        disabledReason={reason(facets?.cameras)}
      />
      <ChoiceFilter
        field="lens"
        name={text.lens}
        anyLabel={text.anyLens}
        several
        choices={named(facets?.lenses)}
        disabledReason={reason(facets?.lenses)}
      />
      <ChoiceFilter
        field="type"
        name={text.type}
        anyLabel={text.anyType}
        several
        choices={(facets?.types ?? []).map(({ name, count }) => {
          const type = typeWords(name)
          return { value: name, label: type ? text.types[type] : name, count }
        })}
        disabledReason={reason(facets?.types)}
      />
    </>
  )
}
