import { FolderOpen, Import } from 'lucide-react';
import { useKeysShown } from '../../commands/use-keys-shown';
import { Button, Kbd } from '../../ui';
import { useOpenMedia } from '../import';
import { BeforeAfter } from './before-after';
import { useWelcomeStrings } from './strings';
import { Teach } from './teach';
import { WelcomeSide } from './welcome-side';
import './welcome.css';

/** The empty screen: what this is, where to begin, how it goes. */
export function Welcome() {
  const t = useWelcomeStrings();
  const { openFiles, openFolder } = useOpenMedia();
  const keys = useKeysShown('media.open');
  return (
    <div className="welcome">
      <main className="welcome-main">
        <div>
          <h1>{t.title}</h1>
          <p className="welcome-sub">{t.subtitle}</p>
        </div>
        <section className="welcome-drop" aria-label={t.start}>
          <div className="welcome-say">
            <div className="welcome-icon">
              <Import />
            </div>
            <div>
              <h2>{t.dropTitle}</h2>
              <p>{t.dropText}</p>
            </div>
            <div className="row welcome-acts">
              <Button tone="primary" size="big" onClick={openFiles}>
                {t.openMedia}
                {keys === undefined ? null : <Kbd keys={keys} />}
              </Button>
              <Button size="big" icon={<FolderOpen />} onClick={openFolder}>
                {t.openFolder}
              </Button>
            </div>
            <p className="welcome-formats">{t.formats}</p>
          </div>
          <BeforeAfter />
        </section>
        <Teach />
      </main>
      <WelcomeSide />
    </div>
  );
}
