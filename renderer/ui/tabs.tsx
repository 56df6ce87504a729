import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export interface TabsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly tabs: readonly { readonly value: T; readonly label: ReactNode; readonly content: ReactNode }[];
  readonly onChange: (value: T) => void;
  /** `column` lists the tabs at the left of their content. */
  readonly direction?: 'row' | 'column';
}

/** Pages of which one is seen. */
export function Tabs<T extends string>({ label, value, tabs, onChange, direction = 'row' }: TabsProps<T>) {
  return (
    <Radix.Root
      className={`tabset ${direction}`}
      orientation={direction === 'row' ? 'horizontal' : 'vertical'}
      value={value}
      onValueChange={(next) => onChange(next as T)}
    >
      <Radix.List className="tablist" aria-label={label}>
        {tabs.map((tab) => (
          <Radix.Trigger key={tab.value} value={tab.value} className="tab">
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="tabpage">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
