import { createRoot } from 'react-dom/client';
import { ClientProvider } from '../../../renderer/client/client-context';
import { useCommandRegistry } from '../../../renderer/commands/command-registry';
import { CompareRoom } from '../../../renderer/features/compare';
import { useCompareView } from '../../../renderer/features/compare/compare-store';
import { Timeline } from '../../../renderer/features/timeline';
import { useTimeline } from '../../../renderer/features/timeline/timeline-store';
import { usePlayback } from '../../../renderer/store/playback';
import { useSelection } from '../../../renderer/store/selection';
import { mirrorTopics } from '../../../renderer/store/topics';
import { TooltipProvider } from '../../../renderer/ui';
import '../../../renderer/ui/tokens.css';
import '../../../renderer/ui/styles.css';
import './page.css';
import { createScriptedClient } from './scripted-client';

/** Keys as the shell gives them to commands, as far as these two panels need it. */
function pressed(event: KeyboardEvent): string {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  return `${event.ctrlKey ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${event.shiftKey ? 'shift+' : ''}${key}`;
}

async function start(): Promise<void> {
  const client = await createScriptedClient();
  mirrorTopics(client);
  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.target instanceof HTMLInputElement) return;
    for (const command of useCommandRegistry.getState().commands.values()) {
      if (command.disabled === true || command.keys?.includes(pressed(event)) !== true) continue;
      event.preventDefault();
      command.run();
    }
  });
  Object.assign(window, { stores: { useCompareView, usePlayback, useSelection, useTimeline }, client });
  createRoot(document.getElementById('root') ?? document.body).render(
    <ClientProvider value={client}>
      <TooltipProvider delayDuration={500}>
        <div className="page">
          <CompareRoom />
          <Timeline />
        </div>
      </TooltipProvider>
    </ClientProvider>,
  );
}

void start();
