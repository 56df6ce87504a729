import type { RootState } from '@react-three/fiber';
import { Vector4 } from 'three';

/** Name of what belongs to the view rather than to the face, and is left out of pictures. */
export const stageName = 'stage';

/** The scene as a PNG with a transparent backdrop, `ratio` times as large as on the screen. */
export function pictureOf(state: RootState, ratio = 2): Promise<Blob> {
  const { gl, scene, camera } = state;
  const before = gl.getPixelRatio();
  const viewport = gl.getViewport(new Vector4());
  const scissor = gl.getScissorTest();
  const props = scene.getObjectsByProperty('name', stageName).filter(({ visible }) => visible);
  return new Promise<Blob>((resolve, reject) => {
    try {
      for (const object of props) object.visible = false;
      gl.setPixelRatio(ratio); // and the viewport is the whole again
      gl.setScissorTest(false);
      gl.render(scene, camera);
      // Copied before this turn ends: after it, the browser may clear what was drawn.
      gl.domElement.toBlob((blob) => {
        if (blob === null) reject(new Error('The browser gave no picture of the view.'));
        else resolve(blob);
      }, 'image/png');
    } finally {
      for (const object of props) object.visible = true;
      gl.setPixelRatio(before);
      gl.setViewport(viewport);
      gl.setScissorTest(scissor);
      gl.render(scene, camera);
    }
  });
}
