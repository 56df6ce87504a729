/** How a figure is written, and which way is better. */
export interface LabFigureFacts {
  readonly unit: string;
  readonly digits: number;
  readonly better: 'more' | 'less' | 'neither';
}

/** Of what single faces and whole clips are both measured by. */
export const labSharedFacts = {
  psnr: { unit: 'dB', digits: 2, better: 'more' },
  /** Y-PSNR over the baseline, picture by picture or face by face. */
  gain: { unit: 'dB', digits: 2, better: 'more' },
  ssim: { unit: '', digits: 3, better: 'more' },
  identity: { unit: '', digits: 3, better: 'more' },
  landmarks: { unit: '', digits: 4, better: 'less' },
  sharpness: { unit: '', digits: 2, better: 'neither' },
} as const satisfies Record<string, LabFigureFacts>;
