package optout

import (
	"time"
	_ "time/tzdata" // a container may have no time zones of its own
)

// london is where the people of the register are.
var london = func() *time.Location {
	l, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err) // the zones are part of the program
	}
	return l
}()
