export { JobsRoom } from './jobs-room';
