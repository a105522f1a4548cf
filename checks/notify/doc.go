// Package notify tells people who are not at the screen: over the webhooks that
// the shop set up, on a goroutine of its own. Nothing is sent unless a person
// asked for it, and it never decides what is told.
package notify
