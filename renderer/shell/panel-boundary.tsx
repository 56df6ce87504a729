import { Component, type ReactNode } from 'react';
import { errorStrings } from '../strings/error-strings';
import { Button, ErrorState } from '../ui';

interface State {
  readonly error: Error | undefined;
}

/** A fault in drawing one room leaves the rest of the window standing. */
export class PanelBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    const words = errorStrings.now();
    return (
      <div className="room centred">
        <ErrorState
          title={words['title internal']}
          message={error.message}
          remedy={words['remedy internal']}
          actions={
            <Button onClick={() => void navigator.clipboard.writeText(error.stack ?? error.message)}>
              {words.copyDetails}
            </Button>
          }
        />
      </div>
    );
  }
}
