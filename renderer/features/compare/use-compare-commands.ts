import { useCommands, type Command } from '../../commands/command-registry';
import { compareModes, useCompareView, type CompareMode, type OverlayName } from './compare-store';
import type { Stage } from './stage';
import { useCompareStrings } from './strings';
import { panStage, zoomStage } from './use-stage-gestures';
import { startWipe } from './wipe-line';

const modeKeys: Readonly<Record<CompareMode, readonly string[]>> = {
  before: ['1', 'a'],
  after: ['2'],
  side: ['3'],
  wipe: ['4', 'w'],
  blink: ['5', 'b'],
  difference: ['6', 'd'],
};

// L belongs to J K L: landmarks take it with Shift.
const overlayKeys: Readonly<Record<OverlayName, readonly string[]>> = {
  boxes: ['f'],
  landmarks: ['shift+l'],
  mesh: ['m'],
  mask: ['shift+m'],
};

/** Everything of the viewer that has a key, an entry in the palette and in the list of shortcuts. */
export function useCompareCommands(stage: Stage | undefined): void {
  const strings = useCompareStrings();
  const { set, toggleOverlay } = useCompareView.getState();
  const group = strings.group;
  const zoom = (
    id: string,
    title: string,
    keys: string[],
    change: Parameters<typeof zoomStage>[1],
  ): Command => ({
    id: `compare.${id}`,
    title,
    group,
    keys,
    run: () => stage && zoomStage(stage, change),
  });
  /** A fifth of the pane. */
  const pan = (where: 'left' | 'right' | 'up' | 'down', x: number, y: number): Command => ({
    id: `compare.pan.${where}`,
    title: strings.pan(strings[where]),
    group,
    keys: [`mod+arrow${where}`],
    run: () => {
      if (stage === undefined) return;
      const { width, height } = stage.layout.panes[0].clip;
      panStage(stage, (-x * width) / 5, (-y * height) / 5);
    },
  });
  useCommands([
    ...compareModes.map((mode): Command => ({
      id: `compare.mode.${mode}`,
      title: strings[mode],
      group,
      keys: modeKeys[mode],
      run: () => set({ mode }),
    })),
    ...(Object.keys(overlayKeys) as OverlayName[]).map((name): Command => ({
      id: `compare.overlay.${name}`,
      title: strings[name],
      group,
      keys: overlayKeys[name],
      run: () => toggleOverlay(name),
    })),
    {
      id: 'compare.lens',
      title: strings.lens,
      group,
      keys: ['h'],
      run: () => set({ lens: !useCompareView.getState().lens }),
    },
    {
      id: 'compare.wipe.reset',
      title: strings.resetWipe,
      group,
      run: () => set({ wipe: startWipe, mode: 'wipe' }),
    },
    zoom('zoom.fit', strings.fit, ['z'], { to: 'fit' }),
    zoom('zoom.one', strings.oneToOne, ['x'], { to: 1 }),
    zoom('zoom.two', strings.twoToOne, ['shift+x'], { to: 2 }),
    zoom('zoom.in', strings.zoomIn, ['+', '='], { factor: Math.SQRT2 }),
    zoom('zoom.out', strings.zoomOut, ['-'], { factor: Math.SQRT1_2 }),
    pan('left', -1, 0),
    pan('right', 1, 0),
    pan('up', 0, -1),
    pan('down', 0, 1),
  ]);
}
