import type { RgbImage } from '../pixels/image';
import { encodeJpeg } from './encode-picture';

/** A picture inside the page. */
export async function dataUri(image: RgbImage): Promise<string> {
  return `data:image/jpeg;base64,${Buffer.from(await encodeJpeg(image)).toString('base64')}`;
}

/** Text as it stands in HTML, in elements and attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
