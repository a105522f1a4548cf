package desk

import (
	"bytes"
	"encoding/binary"
	"math"
	"time"
)

// The chime: two notes, a rising fourth, each struck and fading like a small
// bell. It calls without frightening anybody.
const (
	chimeRate = 22050 // samples a second
	chimeLoud = 0.35  // of what a sample holds
)

var chimeNotes = []struct {
	hertz float64
	at    time.Duration
}{{659.26, 0}, {880, 180 * time.Millisecond}} // e2, a2

// chime is the sound as a WAV file: 16 bit, one channel.
func chime() []byte {
	const length = 900 * time.Millisecond
	samples := make([]int16, int(chimeRate*length.Seconds()))
	for i := range samples {
		t, sum := float64(i)/chimeRate, 0.0
		for _, n := range chimeNotes {
			since := t - n.at.Seconds()
			if since < 0 {
				continue
			}
			swell := min(1, since/0.008) // no click where it begins
			tone := math.Sin(2*math.Pi*n.hertz*since) + 0.2*math.Sin(4*math.Pi*n.hertz*since)
			sum += swell * math.Exp(-6*since) * tone / 1.2
		}
		fade := min(1, (length.Seconds()-t)/0.05) // nor where it ends
		samples[i] = int16(math.MaxInt16 * chimeLoud * fade * math.Tanh(sum))
	}
	return wav(samples)
}

func wav(samples []int16) []byte {
	const header, format, width = 36, 16, 2
	size := uint32(len(samples) * width)
	var b bytes.Buffer
	for _, part := range []any{
		[]byte("RIFF"), header + size, []byte("WAVEfmt "), uint32(format), uint16(1), uint16(1),
		uint32(chimeRate), uint32(chimeRate * width), uint16(width), uint16(8 * width),
		[]byte("data"), size, samples,
	} {
		_ = binary.Write(&b, binary.LittleEndian, part) // a buffer takes everything
	}
	return b.Bytes()
}
