//go:build !race

package monitor_test

// raceDetector: the tests run under it.
const raceDetector = false
