// Package bill reads the bills that merchants download: WeChat Pay's trade bill and
// Alipay's business bill, plain or packed, and another issuer's once a person has
// named its columns. A file is read as a stream, so that memory does not grow with
// it, and told apart by what is in it, never by its name.
//
// It never guesses: a row that cannot be read is reported with its line and skipped,
// and a file of another kind is named for what it is. It never keeps who paid, their
// bank, or what they bought; of order numbers that look like a card's, a person's or
// a telephone's only the last four characters stay. It never writes, and never asks
// the network.
package bill
