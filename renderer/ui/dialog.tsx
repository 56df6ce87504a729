import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from './icon-button';

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  /** A sentence under the title; also what a screen reader reads first. */
  readonly description?: string | undefined;
  readonly closeLabel: string;
  readonly wide?: boolean;
  readonly children?: ReactNode;
  /** Buttons at the end. */
  readonly actions?: ReactNode;
}

/** A question or a form in front of everything else; Escape closes it, focus stays within and returns. */
export function Dialog(props: DialogProps) {
  return (
    <Radix.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="dlg-veil" />
        <Radix.Content
          // The close button comes first, but nobody came to close: a form's own autofocus, or the dialog itself.
          tabIndex={-1}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            const dialog = event.currentTarget as HTMLElement;
            if (!dialog.contains(document.activeElement)) dialog.focus();
          }}
          className={props.wide === true ? 'dlg wide' : 'dlg'}
          {...(props.description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <header className="dlg-head">
            <Radix.Title className="dlg-title">{props.title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton small label={props.closeLabel} icon={<X />} />
            </Radix.Close>
          </header>
          {props.description === undefined ? null : (
            <Radix.Description className="dlg-say">{props.description}</Radix.Description>
          )}
          {props.children === undefined ? null : <div className="dlg-body">{props.children}</div>}
          {props.actions === undefined ? null : <footer className="dlg-acts">{props.actions}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
