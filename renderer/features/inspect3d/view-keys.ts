import type { OrbitHandle } from '../../scene/orbit-rig';

const orbitStep = 5; // degrees
const panStep = 0.05; // of the picture's height
const zoomStep = 1.15;

/** Does what a key means in the view; false where it means nothing there. */
export function viewKey(view: OrbitHandle, key: string, shift: boolean): boolean {
  switch (key) {
    case 'ArrowLeft':
      if (shift) view.pan(panStep, 0);
      else view.orbit(-orbitStep, 0);
      return true;
    case 'ArrowRight':
      if (shift) view.pan(-panStep, 0);
      else view.orbit(orbitStep, 0);
      return true;
    case 'ArrowUp':
      if (shift) view.pan(0, -panStep);
      else view.orbit(0, orbitStep);
      return true;
    case 'ArrowDown':
      if (shift) view.pan(0, panStep);
      else view.orbit(0, -orbitStep);
      return true;
    case '+':
    case '=':
      view.zoom(zoomStep);
      return true;
    case '-':
      view.zoom(1 / zoomStep);
      return true;
    case 'Home':
      view.reset();
      return true;
    default:
      return false;
  }
}
