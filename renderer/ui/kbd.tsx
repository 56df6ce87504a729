/** Keys as caps: `Ctrl K` gives one cap, `J K L` with `each` three. */
export function Kbd({ keys, each = false }: { readonly keys: string; readonly each?: boolean }) {
  if (!each) return <kbd>{keys}</kbd>;
  return keys.split(' ').map((key) => <kbd key={key}>{key}</kbd>);
}
