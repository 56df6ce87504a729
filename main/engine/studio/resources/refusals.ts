/** What was asked for is not there: 404. */
export class NotThere extends Error {
  override readonly name = 'NotThere';
}

/** The clip is not analysed yet: 425. */
export class NotAnalysed extends Error {
  override readonly name = 'NotAnalysed';
}

/** The item has moved on since the address was made: 409. */
export class MovedOn extends Error {
  override readonly name = 'MovedOn';
}
