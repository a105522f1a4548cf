package desk

import (
	"encoding/xml"
	"strings"
)

// entryName is what the program is called where systems list what they start.
const entryName = "countercheck"

// desktopEntry is the file that starts a program with a freedesktop session.
func desktopEntry(name, program string) string {
	return "[Desktop Entry]\nType=Application\nName=" + name + "\nExec=" + quoteExec(program) + " " + Hidden +
		"\nTerminal=false\nX-GNOME-Autostart-enabled=true\n"
}

// quoteExec writes an argument of an Exec line: quoted, a per cent sign twice,
// and then as any value of the file, whose own escape is the same stroke.
func quoteExec(arg string) string {
	quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "`", "\\`", `$`, `\$`, `%`, `%%`).Replace(arg)
	return `"` + strings.ReplaceAll(quoted, `\`, `\\`) + `"`
}

// startsByEntry reports whether such a file starts the program: it may be
// switched off within, and it may start another.
func startsByEntry(text, program string) bool {
	values := map[string]string{}
	group := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			group = line
		}
		if key, value, ok := strings.Cut(line, "="); ok && group == "[Desktop Entry]" {
			values[strings.TrimSpace(key)] = strings.TrimSpace(value)
		}
	}
	return values["Hidden"] != "true" && values["X-GNOME-Autostart-enabled"] != "false" && firstOfExec(values["Exec"]) == program
}

// firstOfExec is the program of an Exec line.
func firstOfExec(line string) string {
	line = strings.ReplaceAll(line, `\\`, `\`)
	if !strings.HasPrefix(line, `"`) {
		program, _, _ := strings.Cut(line, " ")
		return strings.ReplaceAll(program, "%%", "%")
	}
	var program strings.Builder
	escaped := false
	for _, r := range line[1:] {
		switch {
		case escaped:
			program.WriteRune(r)
			escaped = false
		case r == '\\':
			escaped = true
		case r == '"':
			return strings.ReplaceAll(program.String(), "%%", "%")
		default:
			program.WriteRune(r)
		}
	}
	return ""
}

// runValue is the line that starts a program with Windows. No path there can hold
// a quotation mark.
func runValue(program string) string { return `"` + program + `" ` + Hidden }

// startsByRun reports whether such a line starts the program. approved is what
// the task manager noted beside it: an odd first byte switches it off.
func startsByRun(value, program string, approved []byte) bool {
	first, _, _ := strings.Cut(value, " ")
	if rest, quoted := strings.CutPrefix(value, `"`); quoted {
		first, _, _ = strings.Cut(rest, `"`)
	}
	return strings.EqualFold(first, program) && (len(approved) == 0 || approved[0]%2 == 0)
}

// launchAgent is the file that starts a program with macOS.
func launchAgent(program string) string {
	var path strings.Builder
	_ = xml.EscapeText(&path, []byte(program)) // a builder takes everything
	return xml.Header + `<plist version="1.0"><dict>
<key>Label</key><string>` + entryName + `</string>
<key>ProgramArguments</key><array><string>` + path.String() + `</string><string>` + Hidden + `</string></array>
<key>RunAtLoad</key><true/>
</dict></plist>
`
}

// startsByAgent reports whether such a file starts the program.
func startsByAgent(text, program string) bool {
	var list struct {
		Arguments []string `xml:"dict>array>string"`
	}
	return xml.Unmarshal([]byte(text), &list) == nil && len(list.Arguments) > 0 && list.Arguments[0] == program
}
