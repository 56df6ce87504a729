import { useState } from 'react';

export interface EditableNameProps {
  readonly value: string;
  /** What pressing it does, such as `Rename Lena`. */
  readonly label: string;
  readonly maxLength?: number;
  readonly className?: string;
  readonly onChange: (value: string) => void;
}

/** A name that becomes a field when pressed: Enter or leaving keeps it, Escape does not. */
export function EditableName({ value, label, maxLength = 80, className = '', onChange }: EditableNameProps) {
  const [draft, setDraft] = useState<string>();
  if (draft === undefined) {
    return (
      <button
        type="button"
        className={`name ell ${className}`}
        aria-label={label}
        title={label}
        onClick={(event) => {
          event.stopPropagation();
          setDraft(value);
        }}
      >
        {value}
      </button>
    );
  }
  const keep = () => {
    const name = draft.trim();
    if (name !== '' && name !== value) onChange(name);
    setDraft(undefined);
  };
  return (
    <input
      className="name-field"
      aria-label={label}
      value={draft}
      maxLength={maxLength}
      spellCheck={false}
      autoFocus
      onFocus={(event) => event.target.select()}
      onClick={(event) => event.stopPropagation()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') keep();
        if (event.key === 'Escape') setDraft(undefined);
      }}
    />
  );
}
