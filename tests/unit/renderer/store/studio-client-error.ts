/** An Error with a report's fields, as clients reject with. */
export class StudioClientError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
