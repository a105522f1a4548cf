// Package checks is the pure core of Countercheck: what a check is, what its
// findings mean, and which single cause explains a round of them.
//
// It never touches the network, the disk, the clock or a screen. It is handed
// findings and times and answers with plain values, so everything it decides can
// be tested with a table. The edges of the world live in the packages below it:
// probe asks, store remembers, monitor keeps time, report writes down.
//
// The flow goes one way: Plan -> Run -> Diagnose -> Settle -> Snapshot.
package checks
