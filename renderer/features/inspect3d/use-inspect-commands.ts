import type { RefObject } from 'react';
import { useCommands, type Command } from '../../commands/command-registry';
import { standpointNames, standpoints } from '../../scene/camera-framing';
import { usePlayback } from '../../store/playback';
import { useExportStrings } from './export-strings';
import type { FaceViewHandle } from './face-view';
import { useFaceExport } from './face-wish';
import { useInspectStrings } from './strings';
import { shadings, useInspectView } from './view-settings';

/** What the room offers to keys and to the palette. */
export function useInspectCommands(
  view: RefObject<FaceViewHandle | null>,
  landmarks: boolean,
  frameCount: number,
): void {
  const strings = useInspectStrings();
  const exportStrings = useExportStrings();
  const { change } = useInspectView.getState();
  const group = strings.group;
  const names = strings.shadings.split('|');
  const step = (by: number): void => {
    const playback = usePlayback.getState();
    playback.seek(Math.min(frameCount - 1, Math.max(0, playback.frame + by)));
  };
  const toggles = [
    { name: 'mesh', title: strings.overlayMesh, keys: ['m'] },
    { name: 'landmarks', title: strings.overlayLandmarks, keys: ['shift+m'] },
    { name: 'posed', title: strings.posed, keys: ['p'] },
    { name: 'matched', title: strings.matchFrame, keys: ['shift+l'] },
    { name: 'grid', title: strings.grid, keys: ['g'] },
    { name: 'axes', title: strings.axes, keys: ['x'] },
  ] as const;
  const commands: Command[] = [
    ...shadings.map((shading, index) => ({
      id: `inspect3d.shading.${shading}`,
      title: `${strings.shading}: ${names[index]}`,
      group,
      keys: [String(index + 1)],
      disabled: shading === 'landmarks' && !landmarks,
      run: () => {
        change({ shading });
      },
    })),
    ...standpointNames.map((name) => ({
      id: `inspect3d.look.${name}`,
      title: `${strings.standpoints}: ${strings[name]}`,
      group,
      ...(name === 'front' ? { keys: ['0'] } : {}),
      run: () => view.current?.goTo(standpoints[name]),
    })),
    ...toggles.map(({ name, title, keys }) => ({
      id: `inspect3d.${name}`,
      title,
      group,
      keys,
      run: () => {
        change({ [name]: !useInspectView.getState()[name] });
      },
    })),
    {
      id: 'inspect3d.export',
      title: exportStrings.command,
      group,
      keys: ['e'],
      run: () => useFaceExport.getState().show(true),
    },
    { id: 'inspect3d.reset', title: strings.reset, group, keys: ['r'], run: () => view.current?.reset() },
    {
      id: 'inspect3d.previousFrame',
      title: strings.previousFrame,
      group,
      keys: [','],
      run: () => {
        step(-1);
      },
    },
    {
      id: 'inspect3d.nextFrame',
      title: strings.nextFrame,
      group,
      keys: ['.'],
      run: () => {
        step(1);
      },
    },
  ];
  useCommands(commands);
}
