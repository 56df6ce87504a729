export { AddMediaButton } from './add-media-button';
export { DropAnywhere } from './drop-anywhere';
export { MediaList } from './media-list';
export { MediaProblem } from './media-problem';
export { useOpenMedia } from './use-open-media';
