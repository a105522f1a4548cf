package engine

import (
	"io"
	"log/slog"
	"path/filepath"
	"strings"

	"github.com/DeRuina/timberjack"
)

// logName is the log's file in the data folder; older ones have their time in
// their names. Only the program that holds the lock writes it.
const logName = "countercheck.log"

const (
	logMegabytes = 2 // of one file
	olderLogs    = 2 // beside it
)

// openLog writes a log that never grows beyond its bounds. What it cannot write is
// lost: there is nobody to tell.
func openLog(dir string, level slog.Leveler) (*slog.Logger, io.Closer) {
	file := &timberjack.Logger{
		Filename: filepath.Join(dir, logName), MaxSize: logMegabytes, MaxBackups: olderLogs, LocalTime: true, FileMode: 0o600,
	}
	handler := slog.NewTextHandler(file, &slog.HandlerOptions{Level: level, ReplaceAttr: withoutURL})
	return slog.New(handler), file
}

// withoutURL cuts what follows the host out of everything that looks like a URL:
// that of a receiver of messages holds its key, that of a proxy a password.
func withoutURL(_ []string, a slog.Attr) slog.Attr {
	if err, ok := a.Value.Any().(error); ok {
		a.Value = slog.StringValue(err.Error())
	}
	if a.Value.Kind() == slog.KindString && strings.Contains(a.Value.String(), "://") {
		a.Value = slog.StringValue(redactURLs(a.Value.String()))
	}
	return a
}
