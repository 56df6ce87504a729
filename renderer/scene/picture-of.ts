import type { RootState } from '@react-three/fiber';

/** Name of what belongs to the view rather than to the face, and is left out of pictures. */
export const stageName = 'stage';

/** The scene as a PNG with a transparent backdrop, `scale` times as large as on the screen. */
export async function pictureOf(state: RootState, scale = 2): Promise<Blob> {
  const { gl, scene, camera, size } = state;
  const ratio = gl.getPixelRatio();
  const props = scene.getObjectsByProperty('name', stageName);
  const shown = props.map((object) => object.visible);
  try {
    for (const object of props) object.visible = false;
    gl.setPixelRatio(ratio * scale);
    gl.setSize(size.width, size.height, false);
    gl.render(scene, camera);
    // Copied before this turn ends: after it, the browser may clear what was drawn.
    return await new Promise<Blob>((resolve, reject) => {
      gl.domElement.toBlob((blob) => {
        if (blob === null) reject(new Error('The browser gave no picture of the view.'));
        else resolve(blob);
      }, 'image/png');
      restore();
    });
  } finally {
    restore();
  }

  function restore(): void {
    if (gl.getPixelRatio() === ratio) return;
    props.forEach((object, i) => {
      object.visible = shown[i];
    });
    gl.setPixelRatio(ratio);
    gl.setSize(size.width, size.height, false);
    gl.render(scene, camera);
  }
}
