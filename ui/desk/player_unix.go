//go:build unix

package desk

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"
)

// playedWithin bounds a player that waits for a sound system that is not there.
const playedWithin = 5 * time.Second

// play hands the chime to the first of the players that plays it.
func play(players [][]string) (err error) {
	file, err := os.CreateTemp("", "countercheck-*.wav")
	if err != nil {
		return fmt.Errorf("the sound has no place on the disk: %w", err)
	}
	defer func() { err = errors.Join(err, os.Remove(file.Name())) }()
	_, err = file.Write(chime())
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("the sound has no place on the disk: %w", err)
	}
	failed := fmt.Errorf("no program here plays sounds: %w", ErrNotHere)
	for _, player := range players {
		path, err := exec.LookPath(player[0])
		if err != nil {
			continue
		}
		ctx, cancel := context.WithTimeout(context.Background(), playedWithin)
		out, err := exec.CommandContext(ctx, path, append(player[1:len(player):len(player)], file.Name())...).CombinedOutput()
		cancel()
		if err == nil {
			return nil
		}
		failed = fmt.Errorf("%s played no sound: %w %.200s", player[0], err, out)
	}
	return failed
}
