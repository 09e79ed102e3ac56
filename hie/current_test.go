package hie_test

import (
	"sync"
	"testing"

	"github.com/london-care-record/gateway/hie"
)

func TestARegionThatIsReplacedServesWhoBeganWithIt(t *testing.T) {
	older, newer := emptyRegion(t), emptyRegion(t)
	c := hie.NewCurrent(older)
	began, done := c.Use()
	c.Replace(newer)
	if began != older {
		t.Error("it began with another region")
	}
	if next, done := c.Use(); next != newer {
		t.Error("who comes after gets the older region")
	} else {
		done()
	}
	done()
	done()
	c.Close()
}

func TestARegionIsReplacedWhileManyAsk(t *testing.T) {
	c := hie.NewCurrent(emptyRegion(t))
	defer c.Close()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 1000 {
				r, done := c.Use()
				_ = r.Exchanges()
				done()
			}
		})
	}
	for range 100 {
		c.Replace(emptyRegion(t))
	}
	wg.Wait()
}

func emptyRegion(t *testing.T) *hie.Region {
	t.Helper()
	r, err := hie.NewRegion(nil, hie.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}
