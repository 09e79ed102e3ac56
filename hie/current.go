package hie

import "sync"

// Current is the region that is asked now. It can be replaced while the gateway answers: who began with one region ends
// with it, and who begins after that gets the next. It is safe for concurrent use.
type Current struct {
	mu  sync.Mutex
	now *used
}

// used is a region, and how many ask it.
type used struct {
	region  *Region
	users   int
	retired bool
}

// NewCurrent begins with a region, which belongs to it from then on.
func NewCurrent(r *Region) *Current { return &Current{now: &used{region: r}} }

// Use gives the region that is asked now, for as long as it takes until done is called. It stays open until then,
// whatever replaces it. done may be called more than once.
func (c *Current) Use() (r *Region, done func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	u := c.now
	u.users++
	return u.region, sync.OnceFunc(func() { c.leave(u) })
}

func (c *Current) leave(u *used) {
	c.mu.Lock()
	u.users--
	last := u.retired && u.users == 0
	c.mu.Unlock()
	if last {
		u.region.Close()
	}
}

// Replace puts another region in place of the one that is asked now. That one is closed when nobody asks it any more.
func (c *Current) Replace(r *Region) { c.retire(&used{region: r}) }

// Close closes the region when nobody asks it any more. Nothing may be asked after that.
func (c *Current) Close() { c.retire(c.now) }

func (c *Current) retire(next *used) {
	c.mu.Lock()
	before := c.now
	c.now = next
	before.retired = true
	idle := before.users == 0
	c.mu.Unlock()
	if idle {
		before.region.Close()
	}
}
