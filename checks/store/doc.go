// Package store remembers: the settings file and the catalogue of hosts are read
// and written here, and nowhere else.
//
// It never loses what a person wrote. A file is written whole or not at all, a
// file that cannot be used is set aside before anything takes its place, and all
// that is wrong with it is told at once, each with its line. It never asks the
// network and never decides what a finding means.
package store
