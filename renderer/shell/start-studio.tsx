import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
// Before every component: what a feature's own style says comes later and wins.
import '@fontsource-variable/inter/standard.css';
import '../ui/tokens.css';
import '../ui/styles.css';
import './title-bar.css';
import './device-chip.css';
import './status-bar.css';
import './shell.css';
import type { StudioClient } from '../../preload/contract/studio/client';
import { ClientProvider } from '../client/client-context';
import { mirrorTopics } from '../store/topics';
import { TooltipProvider } from '../ui';
import { followAppearance } from './appearance';
import { followNotices } from './follow-notices';
import { Studio } from './studio';

/** Draws the studio into the element and keeps it up to date; everything it does goes through the client. */
export function startStudio(client: StudioClient, element: HTMLElement): void {
  mirrorTopics(client);
  followAppearance();
  followNotices(client);
  createRoot(element).render(
    <StrictMode>
      <ClientProvider value={client}>
        <TooltipProvider delayDuration={500} skipDelayDuration={300}>
          <Studio />
        </TooltipProvider>
      </ClientProvider>
    </StrictMode>,
  );
}
