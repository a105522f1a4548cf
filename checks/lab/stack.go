package lab

import "sync"

// Stack is an ordered set of named changes to a T. Each fault puts its own change
// on top and lifts it again, in any order, without knowing of the others. The
// zero Stack is ready for use.
type Stack[T any] struct {
	mu     sync.RWMutex
	names  []string
	change map[string]func(*T)
}

// Put lays a change on top. A change of the same name is replaced.
func (s *Stack[T]) Put(name string, change func(*T)) {
	s.Lift(name)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.change == nil {
		s.change = make(map[string]func(*T))
	}
	s.names = append(s.names, name)
	s.change[name] = change
}

// Lift takes a change away; one that is not there is none.
func (s *Stack[T]) Lift(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, n := range s.names {
		if n == name {
			s.names = append(s.names[:i:i], s.names[i+1:]...)
			delete(s.change, name)
			return
		}
	}
}

// Apply lets all changes work on value, oldest first, and returns it.
func (s *Stack[T]) Apply(value T) T {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, n := range s.names {
		s.change[n](&value)
	}
	return value
}
