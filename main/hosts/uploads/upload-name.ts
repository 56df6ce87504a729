/** Longest file name that every file system takes, with room for `.part`; bytes of UTF-8. */
const longestName = 180;

/**
 * A file name from what a page says it is: no folders, no characters that Windows refuses, no reserved device, never
 * empty and never hidden. The extension is kept, since formats are told by content but people read it.
 */
export function safeUploadName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';

  const plain = last.replace(/[\u0000-\u001f\u007f<>:"|?*]/g, '_').replace(/^[. ]+|[. ]+$/g, '');
  const dot = plain.lastIndexOf('.');
  const extension = dot > 0 ? plain.slice(dot, dot + 12) : '';
  let stem = dot > 0 ? plain.slice(0, dot) : plain;
  while (Buffer.byteLength(stem + extension) > longestName) stem = stem.slice(0, -1);
  if (/^(con|prn|aux|nul|com\d|lpt\d)$/i.test(stem)) stem = `_${stem}`;
  return stem === '' ? `upload${extension}` : stem + extension;
}
