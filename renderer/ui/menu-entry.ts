import type { ReactNode } from 'react';

/** A line of a menu: something to do, a rule, a heading, or a menu of its own. */
export type MenuEntry =
  | {
      readonly type?: 'item';
      readonly label: string;
      readonly icon?: ReactNode;
      /** Keys or a remark at the right end. */
      readonly hint?: string | undefined;
      readonly disabled?: boolean;
      readonly danger?: boolean;
      /** Set: a tick stands before it where true. */
      readonly checked?: boolean;
      run(): void;
    }
  | { readonly type: 'rule' }
  | { readonly type: 'heading'; readonly label: string }
  | {
      readonly type: 'submenu';
      readonly label: string;
      readonly icon?: ReactNode;
      readonly disabled?: boolean;
      readonly entries: readonly MenuEntry[];
    };
