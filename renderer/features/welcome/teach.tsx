import after from './sample-after.webp';
import before from './sample-before.webp';
import mesh from './sample-mesh.webp';
import { useWelcomeStrings } from './strings';

/** The way through the studio in three steps. */
export function Teach() {
  const t = useWelcomeStrings();
  const steps = [
    { title: t.analyse, text: t.analyseText, picture: before, face: true },
    { title: t.look, text: t.lookText, picture: mesh, face: false },
    { title: t.enhance, text: t.enhanceText, picture: after, face: false },
  ];
  return (
    <ol className="welcome-teach">
      {steps.map(({ title, text, picture, face }) => (
        <li key={title}>
          <div className="welcome-pic">
            <img src={picture} alt="" draggable={false} />
            {face ? (
              <svg viewBox="0 0 96 72" aria-hidden="true">
                <path d="M28 22v-6h6M63 16h6v6M69 58v6h-6M34 64h-6v-6" />
              </svg>
            ) : null}
          </div>
          <div>
            <b>{title}</b>
            <p>{text}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
