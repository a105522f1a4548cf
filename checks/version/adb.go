package version

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"regexp"
	"strconv"
	"strings"

	"countercheck/checks"
)

// What may be asked for. Each pattern leaves no room for a second command.
var (
	androidPackage = regexp.MustCompile(`^[A-Za-z]\w*(\.[A-Za-z]\w*)+$`)
	buildProperty  = regexp.MustCompile(`^ro\.build(\.[a-z0-9_]+)+$`)
	deviceSerial   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$`)
)

const (
	mostDump  = 1 << 20
	mostReply = 4 << 10
	mostName  = 200
)

// bridge is a till's Android, over the adb server of this computer, in that
// server's own protocol. The server is never started and no device is ever added:
// where no one has set it up, it is not there. For tills alone; see Allowed.
type bridge struct{ address string }

func (b bridge) read(ctx context.Context, s checks.VersionSource) (said, where string, err error) {
	command, what := "dumpsys package "+s.Name, s.Name
	valid := androidPackage.MatchString(s.Name) && len(s.Name) <= mostName
	if s.Build != "" {
		command, what = "getprop "+s.Build, s.Build
		valid = s.Name == "" && buildProperty.MatchString(s.Build) && len(s.Build) <= mostName
	}
	if !valid {
		return "", "", &Problem{Why: Unusable, What: what}
	}
	device := "host:transport-any"
	if s.Device != "" {
		if !deviceSerial.MatchString(s.Device) {
			return "", "", &Problem{Why: Unusable, What: s.Device}
		}
		device = "host:transport:" + s.Device
	}
	if err := b.isServer(ctx); err != nil {
		return "", "", err
	}
	server, err := b.dial(ctx)
	if err != nil {
		return "", "", err
	}
	defer server.close()
	for _, service := range []string{device, "shell:" + command} {
		if err := server.ask(service); err != nil {
			return "", "", b.refusal(err, s.Device)
		}
	}
	if s.Build != "" {
		said, err = server.line()
	} else {
		said, err = packageVersion(server.answer, s.Name)
	}
	var p *Problem
	if errors.As(err, &p) {
		p.What = what
	}
	return said, strings.TrimSpace(s.Device + " " + what), err
}

// isServer makes sure that it is an adb server that listens there. It answers with
// its version in hexadecimal.
func (b bridge) isServer(ctx context.Context) error {
	server, err := b.dial(ctx)
	if err != nil {
		return err
	}
	defer server.close()
	err = server.ask("host:version")
	if err == nil {
		var text string
		if text, err = server.text(); err == nil {
			_, err = strconv.ParseUint(text, 16, 32)
		}
	}
	if err != nil {
		return &Problem{Why: NoADB, What: b.address, Err: err}
	}
	return nil
}

// refused is an answer of FAIL with its reason.
type refused string

func (r refused) Error() string { return strconv.Quote(string(r)) }

// refusal says what the server's no means. Its words are those of adb's source.
func (b bridge) refusal(err error, device string) error {
	var no refused
	if !errors.As(err, &no) {
		return problem(err, b.address)
	}
	p := &Problem{Why: Refused, What: device, Err: err}
	switch text := string(no); {
	case strings.Contains(text, "more than one"):
		p.Why = SeveralDevices
	case strings.Contains(text, "unauthorized"), strings.Contains(text, "authorizing"), strings.Contains(text, "no permissions"):
		p.Why = Unauthorized
	case strings.Contains(text, "no devices"), strings.Contains(text, "not found"), strings.Contains(text, "offline"):
		p.Why = NoDevice
	case device == "":
		p.What = b.address
	}
	return p
}

// talk is a connection to the server.
type talk struct {
	conn   net.Conn
	answer *bufio.Reader
	stop   func() bool
}

// dial connects; the connection ends with ctx.
func (b bridge) dial(ctx context.Context) (*talk, error) {
	dialer := net.Dialer{Control: onlyLocal}
	conn, err := dialer.DialContext(ctx, "tcp", b.address)
	if err != nil {
		if ctx.Err() != nil {
			return nil, problem(ctx.Err(), b.address)
		}
		return nil, &Problem{Why: NoADB, What: b.address, Err: err}
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	return &talk{conn, bufio.NewReader(io.LimitReader(conn, mostDump)), stop}, nil
}

func (t *talk) close() {
	t.stop()
	_ = t.conn.Close()
}

// ask asks for a service: its length in four hexadecimal digits, and its name. The
// answer begins with OKAY, or is FAIL with a reason.
func (t *talk) ask(service string) error {
	if _, err := fmt.Fprintf(t.conn, "%04x%s", len(service), service); err != nil {
		return err
	}
	var status [4]byte
	if _, err := io.ReadFull(t.answer, status[:]); err != nil {
		return err
	}
	switch string(status[:]) {
	case "OKAY":
		return nil
	case "FAIL":
		text, err := t.text()
		if err != nil {
			return err
		}
		return refused(text)
	default:
		return errors.New("it does not speak adb's language")
	}
}

// text reads a text with its length before it.
func (t *talk) text() (string, error) {
	var digits [4]byte
	if _, err := io.ReadFull(t.answer, digits[:]); err != nil {
		return "", err
	}
	length, err := strconv.ParseUint(string(digits[:]), 16, 16)
	if err != nil || length > mostReply {
		return "", errors.New("it does not speak adb's language")
	}
	text := make([]byte, length)
	_, err = io.ReadFull(t.answer, text)
	return string(text), err
}

// line reads the one line that a command printed.
func (t *talk) line() (string, error) {
	text, err := io.ReadAll(io.LimitReader(t.answer, mostReply))
	return string(text), err
}

// packageVersion finds versionName in what dumpsys prints of a package. Of an app
// that came with the device and was updated it prints both, the updated first,
// under "Packages:".
func packageVersion(r io.Reader, name string) (string, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 64<<10)
	inside := false
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		switch {
		case strings.HasPrefix(line, "Package ["):
			inside = strings.HasPrefix(line, "Package ["+name+"]")
		case inside && strings.HasPrefix(line, "versionName="):
			return strings.TrimPrefix(line, "versionName="), nil
		}
	}
	if err := lines.Err(); err != nil {
		return "", err
	}
	return "", &Problem{Why: NotFound}
}
