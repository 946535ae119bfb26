// Written by `tally states` from the contracts of orders. Changes by hand are lost.

/** The states of orders that its consumers need: `states<OrdersStates>({ … })` checks that each has its handler. */
export interface OrdersStates {
  /** Needed by shop. */
  'an order was placed': { params: {}; values: { id: string | number | boolean } }
  /** Needed by shop. */
  'the book exists': { params: { isbn: string } }
}
