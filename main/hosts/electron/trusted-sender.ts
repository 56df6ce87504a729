import { isStudioAddress } from './studio-address';

/** What an IPC event tells of who sent it. */
export interface Sender {
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** Whether a message comes from the studio's own page: the top frame of a window, at the studio's address. */
export function isTrustedSender({ senderFrame }: Sender): boolean {
  return senderFrame?.parent === null && isStudioAddress(senderFrame.url);
}
