/** Placeholder until the feature is merged. */
export function CompareRoom() {
  return <div className="stage" data-placeholder="compare" />;
}
