package fhir

import "sync"

// crew runs functions side by side. A panic in one of them would end the program, with its value, which may hold patient
// data, on standard error; here it comes up again where they are waited for, and is caught there as any other.
type crew struct {
	all sync.WaitGroup

	once     sync.Once
	panicked any
}

// Go runs a function beside the others.
func (c *crew) Go(f func()) {
	c.all.Go(func() {
		defer func() {
			if value := recover(); value != nil {
				c.once.Do(func() { c.panicked = value })
			}
		}()
		f()
	})
}

// Wait waits for all of them.
func (c *crew) Wait() {
	c.all.Wait()
	if c.panicked != nil {
		panic(c.panicked)
	}
}
