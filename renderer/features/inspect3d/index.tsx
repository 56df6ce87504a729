export { preparations } from './kept-scenes';
export { InspectRoom } from './inspect-room';
