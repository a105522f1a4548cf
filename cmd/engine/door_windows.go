package engine

import (
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows"
)

func pipePath(dir string) string { return `\\.\pipe\` + nameOf(dir) }

// listen opens a pipe that this user alone may use.
func listen(dir string) (net.Listener, error) {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return nil, err
	}
	return winio.ListenPipe(pipePath(dir), &winio.PipeConfig{
		SecurityDescriptor: fmt.Sprintf("D:P(A;;GA;;;%s)", user.User.Sid),
	})
}

// anyProcess may take the front (ASFW_ANY).
const anyProcess = 0xFFFFFFFF

// dial knocks. Whoever was started by a person just now may hand on the right to
// come to the front; the window needs it.
func dial(dir string, patience time.Duration) (net.Conn, error) {
	allow := windows.NewLazySystemDLL("user32.dll").NewProc("AllowSetForegroundWindow")
	if allow.Find() == nil {
		_, _, _ = allow.Call(anyProcess) // it then only blinks in the task bar
	}
	return winio.DialPipe(pipePath(dir), &patience)
}

func isClosed(err error) bool { return errors.Is(err, winio.ErrPipeListenerClosed) }
