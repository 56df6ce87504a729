export { LabNews } from './lab-news';
export { LabRoom } from './lab-room';
