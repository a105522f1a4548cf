// Package desk speaks to the desktop around the window: notifications, the tray's
// host, sound, a global key, starting with the system, staying above other
// programs. It never decides what is told or when, and holds no words of its own.
package desk
