import { Check, ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';

export interface SelectOption<T extends string> {
  readonly value: T;
  readonly label: string;
  /** A second, quieter line or remark. */
  readonly detail?: string | undefined;
  readonly disabled?: boolean;
}

export interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly SelectOption<T>[];
  readonly disabled?: boolean;
  readonly id?: string;
  readonly onChange: (value: T) => void;
}

/**
 * A choice among many. Built on a menu of radio items: unlike radix's own select it adds no style element to the page,
 * which a strict content security policy would refuse.
 */
export function Select<T extends string>({
  label,
  value,
  options,
  disabled = false,
  id,
  onChange,
}: SelectProps<T>) {
  const chosen = options.find((option) => option.value === value);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild disabled={disabled}>
        <button
          type="button"
          className="sel"
          aria-label={`${label}: ${chosen?.label ?? value}`}
          {...(id === undefined ? {} : { id })}
        >
          <span className="ell">{chosen?.label ?? value}</span>
          <ChevronDown />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
        >
          <DropdownMenu.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
            {options.map((option) => (
              <DropdownMenu.RadioItem
                key={option.value}
                value={option.value}
                disabled={option.disabled ?? false}
                className="mi"
              >
                <span className="tick">
                  <DropdownMenu.ItemIndicator>
                    <Check />
                  </DropdownMenu.ItemIndicator>
                </span>
                {option.label}
                {option.detail === undefined ? null : <span className="k">{option.detail}</span>}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
