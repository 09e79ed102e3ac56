package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

// reportConfig says what stands out in the privacy officer's report.
type reportConfig struct {
	Hours hoursConfig `yaml:"hours"`
	// WatchedFile lists people who draw the curious, an NHS number a line.
	WatchedFile string `yaml:"watchedFile"`
}

// hoursConfig are working hours in London; the usual ones where something is not said.
type hoursConfig struct {
	From string   `yaml:"from"`
	To   string   `yaml:"to"`
	Days []string `yaml:"days"`
}

func (c *config) checkReport() error {
	_, err := c.Audit.Report.Hours.hours()
	if err != nil {
		return c.problem("audit.report.hours", "%s", err)
	}
	return nil
}

func (h hoursConfig) hours() (audit.Hours, error) {
	hours := audit.UsualHours
	for _, x := range []struct {
		said string
		into *time.Duration
	}{{h.From, &hours.From}, {h.To, &hours.To}} {
		if x.said == "" {
			continue
		}
		var err error
		if *x.into, err = timeOfDay(x.said); err != nil {
			return hours, err
		}
	}
	if h.Days != nil {
		hours.Days = nil
	}
	for _, name := range h.Days {
		day, ok := weekday(name)
		if !ok {
			return hours, fmt.Errorf("%q is not a day; days are monday to sunday", name)
		}
		hours.Days = append(hours.Days, day)
	}
	return hours, hours.Check()
}

// timeOfDay reads 07:30; 24:00 is the end of the day.
func timeOfDay(text string) (time.Duration, error) {
	if text == "24:00" {
		return day, nil
	}
	at, err := time.Parse("15:04", text)
	if err != nil {
		return 0, fmt.Errorf("%q is not a time of the day such as 07:30", text)
	}
	return time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute, nil
}

func weekday(name string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.EqualFold(d.String(), name) {
			return d, true
		}
	}
	return 0, false
}

// unusual are the rules of the report. Who is watched is kept as pseudonyms only.
func (c *config) unusual(ring *audit.Ring) (audit.Rules, error) {
	hours, err := c.Audit.Report.Hours.hours()
	if err != nil {
		return audit.Rules{}, c.problem("audit.report.hours", "%s", err)
	}
	rules := audit.Rules{Hours: hours, Emergency: string(policy.EmergencyCare)}
	if c.Audit.Report.WatchedFile == "" {
		return rules, nil
	}
	people, err := readWatched(c.Audit.Report.WatchedFile)
	if err != nil {
		return audit.Rules{}, c.problem("audit.report.watchedFile", "%s", err)
	}
	rules.Watched = ring.Watch(people)
	return rules, nil
}

// readWatched reads a file of NHS numbers, one a line; empty lines and what comes after # are passed over. The file says who is of
// interest, so that it is treated as a secret, and no error quotes it.
func readWatched(file string) ([]record.NHSNumber, error) {
	if err := checkSecret(file); err != nil {
		return nil, err
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("%s can't be read", file)
	}
	defer func() { _ = f.Close() }() // nothing was written
	var people []record.NHSNumber
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		text, _, _ := strings.Cut(lines.Text(), "#")
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		person, err := record.ParseNHSNumber(text)
		if err != nil {
			return nil, fmt.Errorf("line %d of %s is not an NHS number", n, file)
		}
		people = append(people, person)
	}
	if lines.Err() != nil {
		return nil, fmt.Errorf("%s can't be read to its end", file)
	}
	if len(people) == 0 {
		return nil, errors.New("names nobody: add numbers, or take the key away")
	}
	return people, nil
}
