package ui

// billScreen belongs to the place 退款.
const billScreen = "bill"
