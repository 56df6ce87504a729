export interface PickOptions {
  /** As the attribute `accept` of a file input. */
  readonly accept?: string;
  readonly multiple?: boolean;
  readonly folder?: boolean;
}

/** The browser's own file dialog. Nothing is called where it is left without a choice. */
export function pickFiles(
  { accept = '', multiple = false, folder = false }: PickOptions,
  onPick: (files: readonly File[]) => void,
): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  input.multiple = multiple;
  input.webkitdirectory = folder;
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    if (files.length > 0) onPick(files);
  });
  input.click();
}
