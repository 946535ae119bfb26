// Written by `tally states` from the contracts of catalogue. Changes by hand are lost.

/** The states of catalogue that its consumers need: `states<CatalogueStates>({ … })` checks that each has its handler. */
export interface CatalogueStates {
  /** Needed by orders, shop. */
  'the book exists': { params: { isbn: string } }
}
