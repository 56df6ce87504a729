import os from 'node:os';
import path from 'node:path';

/** Where settings, recent projects, autosave, uploads and logs are kept; `FACET_DATA` names another place. */
export function userDataFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = os.homedir(),
): string {
  if (env.FACET_DATA !== undefined && env.FACET_DATA !== '') return path.resolve(env.FACET_DATA);
  if (platform === 'win32') {
    return path.join(env.APPDATA ?? path.join(home, 'AppData', 'Roaming'), 'Facet Studio');
  }
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Facet Studio');
  return path.join(env.XDG_DATA_HOME ?? path.join(home, '.local', 'share'), 'facet-studio');
}
