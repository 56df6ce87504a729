export { prepareFaceScene, prepareFrameScene } from './kept-scenes';
export { InspectRoom } from './inspect-room';
