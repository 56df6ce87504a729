/** Placeholder until the feature is merged. */
export function Timeline() {
  return <div className="stage" data-placeholder="timeline" />;
}
