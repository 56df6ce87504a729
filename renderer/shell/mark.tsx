/** The studio's mark: a facetted head, cut from planes. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M10 1.5 17 5.6v8.3L10 18.5 3 13.9V5.6z" fill="var(--ac)" opacity=".22" />
      <path d="M10 1.5 17 5.6 10 9.5z" fill="var(--ac)" />
      <path d="M10 9.5 17 5.6v8.3z" fill="var(--ac)" opacity=".62" />
      <path d="M10 9.5 17 13.9 10 18.5z" fill="var(--ac)" opacity=".38" />
      <path
        d="M10 1.5 3 5.6v8.3l7 4.6M3 5.6l7 3.9-7 4.4"
        fill="none"
        stroke="var(--ac)"
        strokeWidth=".9"
        strokeLinejoin="round"
      />
    </svg>
  );
}
