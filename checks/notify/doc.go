// Package notify tells people who are not at the screen: over the webhooks that
// the shop set up, on a goroutine of its own. Nothing is sent unless a person
// asked for it. It never decides what is told, and never tells a webhook's URL,
// which holds a key, or what a receiver answered: errors name the kind alone.
package notify
