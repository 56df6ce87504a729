/**
 * The one origin of the window's pages. Pages, resources and uploads share it, so that the page needs no exception
 * from the same-origin policy (a picture of another origin could not be used as a texture).
 */
export const studioScheme = 'studio';
export const studioOrigin = `${studioScheme}://app`;
export const studioPage = `${studioOrigin}/`;

/** Whether an address is of the studio's own pages. */
export function isStudioAddress(address: string): boolean {
  return (
    URL.canParse(address) &&
    new URL(address).protocol === `${studioScheme}:` &&
    new URL(address).host === 'app'
  );
}
