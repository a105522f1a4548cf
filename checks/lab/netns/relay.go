//go:build linux

package netns

import (
	"container/heap"
	"math/rand/v2"
	"os"
	"sync"
	"time"

	"countercheck/checks/lab"
)

// Line says how the line between the router and the world is.
type Line struct {
	Delay  time.Duration // each way
	Jitter time.Duration // added to each packet, evenly spread from 0
	Limit  int           // larger packets vanish without a word; 0 for none
}

// relay carries packets between two TUN devices as the line is at the moment.
type relay struct {
	usual   Line
	changes lab.Stack[Line]
	ends    [2]*os.File
	running sync.WaitGroup
}

// startRelay begins to carry packets; close ends it.
func startRelay(usual Line, a, b *os.File) *relay {
	r := &relay{usual: usual, ends: [2]*os.File{a, b}}
	for _, way := range [][2]*os.File{{a, b}, {b, a}} {
		q := &queue{wake: make(chan struct{}, 1), done: make(chan struct{})}
		r.running.Go(func() { r.receive(way[0], q) })
		r.running.Go(func() { q.deliver(way[1]) })
	}
	return r
}

func (r *relay) close() {
	for _, end := range r.ends {
		_ = end.Close()
	}
	r.running.Wait()
}

// receive reads packets until the device is closed and queues those that pass.
func (r *relay) receive(from *os.File, q *queue) {
	defer close(q.done)
	buffer := make([]byte, 65536)
	for {
		n, err := from.Read(buffer)
		if err != nil {
			return
		}
		now, line := time.Now(), r.changes.Apply(r.usual)
		if line.Limit > 0 && n > line.Limit {
			continue
		}
		due := now.Add(line.Delay)
		if line.Jitter > 0 {
			due = due.Add(rand.N(line.Jitter))
		}
		q.put(packet{due, append([]byte(nil), buffer[:n]...)})
	}
}

type packet struct {
	due  time.Time
	data []byte
}

// queue holds packets on their way, the next due first. Without jitter they
// arrive in the order they were sent.
type queue struct {
	mu      sync.Mutex
	packets packets
	wake    chan struct{} // something was queued
	done    chan struct{} // nothing more will be
}

func (q *queue) put(p packet) {
	q.mu.Lock()
	heap.Push(&q.packets, p)
	q.mu.Unlock()
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// next takes the packets that are due; wait is the time until the next one.
func (q *queue) next(now time.Time) (due []packet, wait time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.packets) > 0 {
		if wait = q.packets[0].due.Sub(now); wait > 0 {
			return due, wait
		}
		due = append(due, heap.Pop(&q.packets).(packet))
	}
	return due, time.Hour
}

func (q *queue) deliver(to *os.File) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		due, wait := q.next(time.Now())
		for _, p := range due {
			_, _ = to.Write(p.data) // a device that is down takes none: lost, as on a dead line
		}
		timer.Reset(wait)
		select {
		case <-q.done:
			return
		case <-q.wake:
		case <-timer.C:
		}
	}
}

// packets is a heap by due time.
type packets []packet

func (p packets) Len() int           { return len(p) }
func (p packets) Less(i, j int) bool { return p[i].due.Before(p[j].due) }
func (p packets) Swap(i, j int)      { p[i], p[j] = p[j], p[i] }
func (p *packets) Push(x any)        { *p = append(*p, x.(packet)) }
func (p *packets) Pop() any {
	last := len(*p) - 1
	x := (*p)[last]
	*p = (*p)[:last]
	return x
}
