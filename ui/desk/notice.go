package desk

import (
	"html"
	"unicode/utf16"
)

// marked is a notification's body for a server that reads mark-up in it.
func marked(body string, readsMarkup bool) string {
	if readsMarkup {
		return html.EscapeString(body)
	}
	return body
}

// cut fits a text into so many units of UTF-16, and says that something is
// missing.
func cut(text string, units int) []uint16 {
	all := utf16.Encode([]rune(text))
	if len(all) <= units {
		return all
	}
	all = all[:units-1]
	if last := len(all) - 1; utf16.IsSurrogate(rune(all[last])) && all[last] < 0xDC00 {
		all = all[:last] // half a character
	}
	return append(all, '…')
}

// Why a system keeps a notification to itself: keys under desk.muted.
const (
	mutedNone         = "none"         // nobody shows notifications
	mutedInhibited    = "inhibited"    // do not disturb
	mutedBanners      = "banners"      // they are collected without being shown
	mutedOff          = "off"          // switched off in the settings
	mutedFullScreen   = "fullscreen"   // a program fills the screen
	mutedPresentation = "presentation" // somebody presents
	mutedQuiet        = "quiet"        // quiet hours
)

// States that Windows' SHQueryUserNotificationState tells of.
const (
	stateNotPresent   = 1 // the screen is locked or a screen saver runs
	stateBusy         = 2 // a program fills the screen
	stateFullScreen3D = 3
	statePresentation = 4
	stateQuietTime    = 6
	stateApp          = 7 // a program of the store fills the screen
)

// mutedOnWindows understands what Windows was asked.
func mutedOnWindows(state uint32, toasts bool) string {
	switch {
	case !toasts:
		return mutedOff
	case state == stateBusy || state == stateFullScreen3D || state == stateApp:
		return mutedFullScreen
	case state == statePresentation:
		return mutedPresentation
	case state == stateQuietTime:
		return mutedQuiet
	default:
		return ""
	}
}

// mutedOnLinux understands what the bus was asked, and what GNOME's setting is
// as gsettings prints it.
func mutedOnLinux(served, inhibited bool, showBanners string) string {
	switch {
	case !served:
		return mutedNone
	case inhibited:
		return mutedInhibited
	case showBanners == "false":
		return mutedBanners
	default:
		return ""
	}
}
