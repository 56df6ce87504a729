export { resample } from './resample';
export { padRgb, warp } from './warp';
export { addAlike, beginMean, endMean, withCount } from './steady';
