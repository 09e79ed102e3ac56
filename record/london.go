package record

import (
	"time"
	_ "time/tzdata" // the zone is part of the program: the machine that it runs on may have none
)

// london is where the region's days begin and end, whatever the zone of the machine or of the exchange.
var london = func() *time.Location {
	l, err := time.LoadLocation("Europe/London")
	if err != nil { // the zones are part of the program
		panic(err)
	}
	return l
}()

// EndOfDay is the first instant after the day in London on which an instant lies. That day has 23 or 25 hours when the
// clocks change.
func EndOfDay(t time.Time) time.Time {
	year, month, day := t.In(london).Date()
	return time.Date(year, month, day+1, 0, 0, 0, 0, london)
}
