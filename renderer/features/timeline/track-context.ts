import { createContext, useContext } from 'react';
import type { TimeView } from './time-scale';

/** What every lane needs to know of the clip and of how it is laid out. */
export interface Track {
  readonly mediaId: string;
  readonly frameCount: number;
  readonly framesPerSecond: number;
  readonly view: TimeView;
  /** Of the lanes, CSS pixels. */
  readonly width: number;
  /** A place in the clip as the user likes to read it: timecode or frame number. */
  readonly placeOf: (frame: number) => string;
}

const TrackContext = createContext<Track | undefined>(undefined);

export const TrackProvider = TrackContext.Provider;

export function useTrack(): Track {
  const track = useContext(TrackContext);
  if (track === undefined) throw new Error('useTrack needs a TrackProvider above it');
  return track;
}
