package main

import (
	"countercheck/checks"
	"countercheck/cmd/engine"
	"countercheck/ui"
)

// demos hands the window what can be shown without having happened.
type demos struct{}

func (demos) Scenes() (all []ui.DemoScene) {
	for _, s := range engine.DemoScenarios() {
		all = append(all, ui.DemoScene{ID: s.ID, Kind: string(s.Kind)})
	}
	return all
}

func (demos) Open(id, language string) (ui.DemoRun, error) {
	d, err := engine.OpenDemo(id, language)
	if err != nil {
		return nil, err
	}
	return demoRun{d}, nil
}

type demoRun struct{ *engine.Demo }

func (d demoRun) Settings() checks.Settings { return d.Demo.Settings }
