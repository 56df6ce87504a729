/**
 * Environment of ffmpeg and ffprobe. Static Linux builds crash when the C library loads a character-set converter (the
 * service name of any MPEG transport stream is enough): with no folder to load from, they go on without.
 */
export function toolEnvironment(): NodeJS.ProcessEnv {
  return process.platform === 'linux' ? { ...process.env, GCONV_PATH: '/nonexistent' } : process.env;
}
