export { LabRoom } from './lab-room';
