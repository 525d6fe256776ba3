import { type ReactNode, useId } from 'react'
import {
  Checkbox,
  type CheckboxProps,
  FieldError,
  Label,
  Radio,
  RadioGroup,
  type RadioGroupProps,
} from 'react-aria-components'
import { classes } from './classes.ts'
import css from './Field.module.css'
import { Icon } from './Icon.tsx'

export interface Option<V extends string> {
  value: V
  label: string
  isDisabled?: boolean
}

interface SelectProps<V extends string> {
  label: string
  options: readonly Option<V>[]
  value: V | ''
  onChange: (value: V) => void
  /** Shown, and not choosable, while nothing has been chosen. */
  placeholder?: string
  hint?: ReactNode
  error?: string | undefined
  isDisabled?: boolean
  /** For cells of a table: the label is read out, not shown. */
  isLabelHidden?: boolean
  size?: 'normal' | 'small'
}

/** One of many, from the platform's own list: the quickest by keyboard. */
export function SelectField<V extends string>(props: SelectProps<V>) {
  const { label, options, value, onChange, placeholder, hint, error, isDisabled, isLabelHidden, size } = props
  const id = useId()
  return (
    <div className={css['field']}>
      {isLabelHidden !== true && (
        <label className={css['label']} htmlFor={id}>
          {label}
        </label>
      )}
      <select
        id={id}
        className={classes(css['control'], size === 'small' && css['small'])}
        value={value}
        disabled={isDisabled}
        aria-label={isLabelHidden === true ? label : undefined}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined && hint === undefined ? undefined : `${id}-below`}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value)
          if (chosen !== undefined) onChange(chosen.value)
        }}
      >
        {placeholder !== undefined && (
          <option value="" disabled>
            {placeholder}
          </option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.isDisabled}>
            {option.label}
          </option>
        ))}
      </select>
      {error !== undefined ? (
        <span id={`${id}-below`} className={css['error']}>
          <Icon name="danger" size={16} />
          <span>{error}</span>
        </span>
      ) : (
        hint !== undefined && (
          <span id={`${id}-below`} className={css['hint']}>
            {hint}
          </span>
        )
      )}
    </div>
  )
}

interface RadioRowProps<V extends string>
  extends Omit<RadioGroupProps, 'className' | 'style' | 'children' | 'value' | 'onChange'> {
  label: string
  options: readonly Option<V>[]
  value: V | ''
  onChange: (value: V) => void
  error?: string | undefined
}

/** One of few, all in sight; arrow keys move between them. */
export function RadioRow<V extends string>(props: RadioRowProps<V>) {
  const { label, options, value, onChange, error, ...group } = props
  return (
    <RadioGroup
      {...group}
      className={classes(css['field'])}
      orientation="horizontal"
      validationBehavior="aria"
      isInvalid={error !== undefined}
      value={value === '' ? null : value}
      onChange={(chosen) => {
        const option = options.find((candidate) => candidate.value === chosen)
        if (option !== undefined) onChange(option.value)
      }}
    >
      <Label className={classes(css['label'])}>{label}</Label>
      <div className={css['row']}>
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            className={classes(css['choice'])}
            {...(option.isDisabled !== undefined && { isDisabled: option.isDisabled })}
          >
            <span className={css['dot']} aria-hidden="true" />
            {option.label}
          </Radio>
        ))}
      </div>
      <FieldError className={classes(css['error'])}>
        <Icon name="danger" size={16} />
        <span>{error}</span>
      </FieldError>
    </RadioGroup>
  )
}

interface CheckBoxProps extends Omit<CheckboxProps, 'className' | 'style' | 'children'> {
  children: ReactNode
}

/** Yes or no, with its sentence. */
export function CheckBox({ children, ...box }: CheckBoxProps) {
  return (
    <Checkbox {...box} className={classes(css['tick'])}>
      <span className={css['mark']} aria-hidden="true">
        <Icon name="check" size={16} />
      </span>
      <span>{children}</span>
    </Checkbox>
  )
}
