/** What the open dialog offers first, and what the packages associate with the studio (electron-builder.yml). */
export const videoExtensions = [
  'mp4',
  'm4v',
  'mov',
  'mkv',
  'webm',
  'avi',
  'mpg',
  'mpeg',
  'ts',
  'm2ts',
  'mts',
  'wmv',
  'flv',
  '3gp',
  'ogv',
  'mxf',
];
export const photoExtensions = ['jpg', 'jpeg', 'png', 'webp', 'tif', 'tiff', 'heic', 'avif', 'bmp'];
