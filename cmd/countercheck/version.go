package main

// version is set by the build: -ldflags "-X main.version=0.1.0".
var version = "development"

// product is what the receivers of messages and the readers of the evidence are
// told that it is.
func product() string { return "Countercheck/" + version }
