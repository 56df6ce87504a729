import { ChevronsLeftRight } from 'lucide-react';
import { useRef, useState, type CSSProperties, type PointerEvent } from 'react';
import { Badge } from './badge';

export interface WipeSide {
  /** Address of the picture. */
  readonly src: string;
  readonly label: string;
}

export interface WipeProps {
  /** What both show. */
  readonly label: string;
  readonly left: WipeSide;
  readonly right: WipeSide;
  readonly className?: string;
}

/** Two pictures of one thing with a divider to drag; arrow keys move it too. */
export function Wipe({ label, left, right, className }: WipeProps) {
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
      role="group"
      aria-label={label}
      className={className === undefined ? 'wipe' : `wipe ${className}`}
      style={{ '--share': `${share}%` } as CSSProperties}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerMove={follow}
    >
      <img src={right.src} alt={right.label} draggable={false} />
      <img className="wipe-left" src={left.src} alt={left.label} draggable={false} />
      <Badge tone="veil">{left.label}</Badge>
      <Badge tone="veil">{right.label}</Badge>
      <div className="wipe-divider">
        <span
          className="wipe-knob"
          role="slider"
          tabIndex={0}
          aria-label={`${left.label} / ${right.label}`}
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
