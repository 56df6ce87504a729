export { FaceFilesTeller } from './face-files-teller';
export { prepareFaceScene, prepareFrameScene } from './kept-scenes';
export { InspectRoom } from './inspect-room';
export { InspectSizes, type InspectSizesProps } from './inspect-sizes';
