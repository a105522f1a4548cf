package checks

import (
	"fmt"
	"time"
)

// Duration is a time.Duration that settings write as "30s" or "1m30s".
type Duration time.Duration

// UnmarshalText reads Go's notation, "300ms", "9s", "1m30s".
func (d *Duration) UnmarshalText(text []byte) error {
	v, err := time.ParseDuration(string(text))
	if err != nil {
		return fmt.Errorf("%q is no length of time; write it like \"30s\" or \"1m30s\"", text)
	}
	*d = Duration(v)
	return nil
}

// MarshalText writes Go's notation.
func (d Duration) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }

// Std is the standard library's type.
func (d Duration) Std() time.Duration { return time.Duration(d) }
