import { z } from 'zod';

/**
 * Every way the studio can fail, named once. A code crosses process boundaries; nobody matches on text.
 * The CLI's exit code of each is in `exitCodes`.
 */
export const errorCodes = [
  'usage', // the command line or a request does not make sense
  'input-not-found',
  'input-unreadable', // no permission, a directory where a file is expected, an I/O error
  'input-empty', // zero bytes
  'input-not-media', // ffmpeg and sharp both refuse it
  'input-no-video', // media, but without a picture
  'input-no-frames', // a video stream from which no frame decodes
  'input-truncated', // decoding stopped before the announced end
  'input-too-small', // fewer pixels than a face needs
  'input-too-large', // more pixels than this machine or the encoder can hold
  'no-faces',
  'output-is-input',
  'output-exists',
  'output-folder-missing',
  'output-not-writable',
  'output-disk-full',
  'output-format', // container or codec cannot hold what was asked
  'ffmpeg-missing',
  'ffmpeg-failed',
  'encoder-missing',
  'python-missing', // training needs it, with PyTorch; nothing else does
  'training-failed',
  'device-unavailable',
  'model-missing',
  'model-corrupt', // hash or shape differs from the manifest
  'model-unsuitable', // a user's network does not do what its adapter says
  'download-failed',
  'inference-failed',
  'project-corrupt',
  'project-version', // written by a newer version
  'engine-stopped', // the engine's process ended, or the line to it broke, before it answered
  'cancelled',
  'internal',
] as const;

export const errorCodeSchema = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

/** An error as it crosses a process boundary. */
export const errorReportSchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type ErrorReport = z.infer<typeof errorReportSchema>;

/** Process exit codes: 0 done, 2 usage, 3 input, 4 output, 5 tools, 6 models and devices, 70 internal, 130 cancelled. */
export const exitCodes: Readonly<Record<ErrorCode, number>> = {
  usage: 2,
  'input-not-found': 3,
  'input-unreadable': 3,
  'input-empty': 3,
  'input-not-media': 3,
  'input-no-video': 3,
  'input-no-frames': 3,
  'input-truncated': 3,
  'input-too-small': 3,
  'input-too-large': 3,
  'no-faces': 3,
  'output-is-input': 4,
  'output-exists': 4,
  'output-folder-missing': 4,
  'output-not-writable': 4,
  'output-disk-full': 4,
  'output-format': 4,
  'ffmpeg-missing': 5,
  'ffmpeg-failed': 5,
  'encoder-missing': 5,
  'python-missing': 5,
  'training-failed': 5,
  'device-unavailable': 6,
  'model-missing': 6,
  'model-corrupt': 6,
  'model-unsuitable': 6,
  'download-failed': 6,
  'inference-failed': 6,
  'project-corrupt': 3,
  'project-version': 3,
  'engine-stopped': 70,
  cancelled: 130,
  internal: 70,
};
