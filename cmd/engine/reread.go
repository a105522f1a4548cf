package engine

import (
	"context"
	"time"
)

// rereadEvery is how often the settings file is looked at: another window, or a
// technician with an editor, may have changed it.
const rereadEvery = 5 * time.Second

// reread takes over what others wrote into the settings file, until ctx ends.
func (e *Engine) reread(ctx context.Context) {
	tick := time.NewTicker(rereadEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		switch changed, err := e.opt.Settings.Reread(); {
		case err != nil:
			e.log.Warn("the settings file was changed and cannot be used; what was set before holds", "error", err)
		case changed:
			e.log.Info("the settings file was changed")
		}
	}
}
