import { ChevronsLeftRight } from 'lucide-react';
import { useRef, useState, type CSSProperties, type PointerEvent } from 'react';
import { Badge } from '../../ui';
import after from './sample-after.webp';
import before from './sample-before.webp';
import { useWelcomeStrings } from './strings';

/** A portrait blurred on purpose and what the engine made of it (see README.md), with a divider to drag. */
export function BeforeAfter() {
  const t = useWelcomeStrings();
  const box = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState(50);
  const follow = (event: PointerEvent) => {
    const bounds = box.current?.getBoundingClientRect();
    if (bounds === undefined || event.buttons !== 1) return;
    setShare(Math.min(100, Math.max(0, ((event.clientX - bounds.left) / bounds.width) * 100)));
  };
  return (
    <div
      ref={box}
      className="welcome-ba"
      style={{ '--share': `${share}%` } as CSSProperties}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerMove={follow}
    >
      <img src={after} alt={t.demo} draggable={false} />
      <img className="before" src={before} alt="" draggable={false} />
      <Badge tone="veil">{t.before}</Badge>
      <Badge tone="veil">{t.after}</Badge>
      <div className="welcome-divider">
        <span
          className="welcome-knob"
          role="slider"
          tabIndex={0}
          aria-label={`${t.before} / ${t.after}`}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share)}
          onKeyDown={(event) => {
            const step = { ArrowLeft: -5, ArrowRight: 5 }[event.key];
            if (step === undefined) return;
            event.preventDefault();
            setShare((now) => Math.min(100, Math.max(0, now + step)));
          }}
        >
          <ChevronsLeftRight />
        </span>
      </div>
    </div>
  );
}
