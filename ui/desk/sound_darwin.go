package desk

// Sound plays the chime, and returns when it has been heard.
func (d *Desk) Sound() error { return play([][]string{{"afplay"}}) }
