export { InspectRoom } from './inspect-room';
