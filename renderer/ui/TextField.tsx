import type { ReactNode, Ref } from 'react'
import {
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
} from 'react-aria-components'
import { classes } from './classes.ts'
import css from './Field.module.css'
import { Icon } from './Icon.tsx'

interface Shared extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children'> {
  label: string
  /** What to write, under the field. */
  hint?: ReactNode
  /** What is wrong and what to do about it; its presence marks the field. */
  error?: string | undefined
  placeholder?: string
}

export interface TextFieldProps extends Shared {
  inputRef?: Ref<HTMLInputElement>
  /** Suggested answers of a free text. */
  list?: string
}

/** One line of text. */
export function TextField({ label, hint, error, placeholder, inputRef, list, ...field }: TextFieldProps) {
  return (
    <AriaTextField
      {...field}
      className={classes(css['field'])}
      validationBehavior="aria"
      isInvalid={error !== undefined}
    >
      <Label className={classes(css['label'])}>{label}</Label>
      <Input
        className={classes(css['control'])}
        spellCheck={false}
        {...(inputRef !== undefined && { ref: inputRef })}
        {...(placeholder !== undefined && { placeholder })}
        {...(list !== undefined && { list })}
      />
      <Below hint={hint} error={error} />
    </AriaTextField>
  )
}

/** Several lines of text. */
export function TextArea({
  label,
  hint,
  error,
  placeholder,
  rows = 3,
  ...field
}: Shared & { rows?: number }) {
  return (
    <AriaTextField
      {...field}
      className={classes(css['field'])}
      validationBehavior="aria"
      isInvalid={error !== undefined}
    >
      <Label className={classes(css['label'])}>{label}</Label>
      <AriaTextArea
        className={classes(css['control'], css['area'])}
        rows={rows}
        spellCheck={false}
        {...(placeholder !== undefined && { placeholder })}
      />
      <Below hint={hint} error={error} />
    </AriaTextField>
  )
}

export interface TypedFieldProps extends TextFieldProps {
  /** What the typed text means in its one stored form; none while it means nothing. */
  parse: (text: string) => string | undefined
}

/** A date or a time that is typed; leaving the field writes it out in full. Give it `parseDay` or `parseTime`. */
export function TypedField({ parse, ...field }: TypedFieldProps) {
  const settle = () => {
    const meant = parse(field.value ?? '')
    if (meant !== undefined && meant !== field.value) field.onChange?.(meant)
  }
  return (
    <TextField
      {...field}
      inputMode="numeric"
      onBlur={(event) => {
        settle()
        field.onBlur?.(event)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle()
        field.onKeyDown?.(event)
      }}
    />
  )
}

function Below({ hint, error }: { hint: ReactNode; error: string | undefined }) {
  return (
    <>
      {hint !== undefined && error === undefined && (
        <Text slot="description" className={classes(css['hint'])}>
          {hint}
        </Text>
      )}
      <FieldError className={classes(css['error'])}>
        <Icon name="danger" size={16} />
        <span>{error}</span>
      </FieldError>
    </>
  )
}
