// Package lab simulates the hosts a shop's payments depend on: payment, control
// and portal-detection hosts with real TLS from a certificate authority of its
// own, name servers, SNTP servers and a CONNECT proxy. How they behave is data
// that can be changed while they serve.
//
// It never opens a socket by itself: whoever uses it hands it an Opener, on
// loopback or in a network namespace. It knows nothing of how the answers are
// judged, and brings no finding of its own.
package lab
