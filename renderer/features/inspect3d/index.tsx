/** Placeholder until the feature is merged. */
export function InspectRoom() {
  return <div className="stage" data-placeholder="inspect3d" />;
}
