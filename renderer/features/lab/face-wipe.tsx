import { labFigureFacts, labFigureNames } from '../../../preload/contract/lab';
import { useClient } from '../../client/client-context';
import { useFormats } from '../../strings/use-formats';
import { signed } from './figure-text';
import { OneFace } from './one-face';
import { figureOfValue } from './report-figures';
import { openSource, stepPicture } from './report-steps';
import { useLabStrings } from './strings';
import type { ReportLook } from './use-look';
import { usePictureUrl } from './use-picture-url';

/** The single face that is looked at. */
export function FaceWipe({ runId, look }: { readonly runId: string; readonly look: ReportLook }) {
  const t = useLabStrings();
  const client = useClient();
  const { number } = useFormats();
  const { report, index, factor, method, picture } = look;
  const urlOf = usePictureUrl(runId, report);
  const value = index.value(picture, factor, method);
  const facts =
    value === undefined
      ? []
      : labFigureNames.map((figure) => {
          const { digits } = labFigureFacts[figure];
          const text = signed(figureOfValue(value, figure), digits, figure === 'gain', number);
          return [t[`figure ${figure}`], text] as const;
        });
  return (
    <OneFace
      title={report.pictures[picture].name}
      place={picture}
      methods={report.methods.map(({ name }) => name)}
      method={method}
      urlOf={(version) => urlOf(picture, factor, version)}
      facts={facts}
      onSource={() => openSource(client, runId, picture)}
      onStep={(by) => stepPicture(look, by)}
    />
  );
}
