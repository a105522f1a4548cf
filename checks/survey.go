package checks

import "time"

// Survey is a run of 100 probes.
type Survey struct {
	Started time.Time `json:"started"`
}
