/** Extensions worth sending; the engine looks at the contents and has the last word. */
export const mediaExtensions = [
  'mp4',
  'm4v',
  'mov',
  'qt',
  'mkv',
  'webm',
  'avi',
  'mpg',
  'mpeg',
  'm2v',
  'vob',
  'ts',
  'm2ts',
  'mts',
  'mxf',
  'wmv',
  'asf',
  'flv',
  '3gp',
  'ogv',
  'dv',
  'y4m',
  'gif',
  'jpg',
  'jpeg',
  'png',
  'tif',
  'tiff',
  'webp',
  'avif',
  'bmp',
];

/** What file inputs offer. */
export const acceptedMedia = [
  'video/*',
  'image/*',
  ...mediaExtensions.map((extension) => `.${extension}`),
].join(',');

export function isMediaName(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot > 0 && mediaExtensions.includes(name.slice(dot + 1).toLowerCase());
}

/** At most this many files are taken out of dropped folders. */
const folderLimit = 2000;

/**
 * The files of a drop, folders opened up (their media only). Must be called while the event is handled: the entries are
 * gone afterwards.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const files = [...transfer.files];
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  if (!entries.some((entry) => entry?.isDirectory === true)) return files;
  const found: File[] = [];
  for (const entry of entries) if (entry !== null) await collect(entry, true, found);
  return found;
}

async function collect(entry: FileSystemEntry, named: boolean, found: File[]): Promise<void> {
  if (found.length >= folderLimit) return;
  if (entry.isFile) {
    // What was dropped by name is tried whatever it is called; what a folder holds only where it looks like media.
    if (named || isMediaName(entry.name)) {
      found.push(
        await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)),
      );
    }
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return;
    for (const child of batch.sort((a, b) => a.name.localeCompare(b.name)))
      await collect(child, false, found);
  }
}
