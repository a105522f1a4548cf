// Package chart draws what the history holds as a picture, in memory: for the
// screen and for a file alike. It knows no widget and no store.
package chart
