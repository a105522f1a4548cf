// Package engine wires what both commands run: settings, log, lock, store, probe,
// monitor and webhooks. It takes them down in reverse order and decides nothing.
package engine
