package authority

import (
	"crypto/rand"
	"sync"
	"time"
)

// maxHandles bounds how many handles of a sort are held at once. The demo needs a handful; the oldest go first.
const maxHandles = 1000

// handles hand out names that nobody can guess for things that last for a while. They are safe for use by many goroutines.
type handles[T any] struct {
	life time.Duration
	now  func() time.Time

	mu    sync.Mutex
	held  map[string]held[T]
	order []string // oldest first; may name handles that are gone
}

type held[T any] struct {
	thing T
	ends  time.Time
}

func newHandles[T any](life time.Duration, now func() time.Time) *handles[T] {
	return &handles[T]{life: life, now: now, held: map[string]held[T]{}}
}

// put keeps a thing and gives its handle.
func (h *handles[T]) put(thing T) string {
	handle := rand.Text()
	h.mu.Lock()
	defer h.mu.Unlock()
	h.forget()
	h.held[handle] = held[T]{thing, h.now().Add(h.life)}
	h.order = append(h.order, handle)
	return handle
}

// forget lets go of what has ended and of the oldest beyond the bound. All last equally long, so the oldest end first.
func (h *handles[T]) forget() {
	for len(h.order) > 0 {
		oldest, ok := h.held[h.order[0]]
		if ok && len(h.order) < maxHandles && h.now().Before(oldest.ends) {
			return
		}
		delete(h.held, h.order[0])
		h.order = h.order[1:]
	}
}

// get gives the thing behind a handle, as long as it lasts.
func (h *handles[T]) get(handle string) (T, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.look(handle)
}

// take gives the thing behind a handle and ends the handle: it works once.
func (h *handles[T]) take(handle string) (T, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	thing, ok := h.look(handle)
	delete(h.held, handle)
	return thing, ok
}

// change replaces the thing behind a handle, if it lasts still.
func (h *handles[T]) change(handle string, to func(T) T) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if was, ok := h.held[handle]; ok {
		h.held[handle] = held[T]{to(was.thing), was.ends}
	}
}

func (h *handles[T]) look(handle string) (T, bool) {
	found, ok := h.held[handle]
	if !ok || !h.now().Before(found.ends) {
		var none T
		return none, false
	}
	return found.thing, true
}
