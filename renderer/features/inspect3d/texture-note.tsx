import { useFormats } from '../../strings/use-formats';
import { Button } from '../../ui';
import { useInspectStrings } from './strings';
import type { FaceTexture } from './use-face-texture';
import type { Resource } from './use-resource';

/** Says why the face has no colours yet. */
export function TextureNote(props: {
  readonly texture: Resource<FaceTexture>;
  readonly photo: boolean;
  /** That show the person. */
  readonly frames: number;
}) {
  const { texture, photo, frames } = props;
  const strings = useInspectStrings();
  const { number } = useFormats();
  if (texture.state === 'ready') return null;
  if (texture.state === 'loading') {
    return (
      <div className="inspect3d-note plain" role="status">
        {photo ? strings.gatheringPhoto : strings.gathering(number(frames))}
      </div>
    );
  }
  return (
    <div className="inspect3d-note" role="alert">
      <span>{strings.textureFailed}</span>
      <Button size="small" onClick={() => texture.retry()}>
        {strings.again}
      </Button>
    </div>
  );
}
