package server

import (
	"fmt"
	"testing"
	"time"
)

func TestS27_ALimiterTableForgetsWhoDidNotAskForLongest(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	table := newLimiterTable(Rate{PerSecond: 0.1, Burst: 2}, func() time.Time { return now })
	for range 2 {
		if wait := table.take("one"); wait != 0 {
			t.Fatalf("within the burst: wait %s", wait)
		}
	}
	if spent, wait := table.spent("one"), table.take("one"); wait != 10*time.Second || spent != wait {
		t.Errorf("one too many: wait %s, %s", wait, spent)
	}
	now = now.Add(10 * time.Second)
	if wait := table.take("one"); wait != 0 {
		t.Errorf("what was refused was counted: wait %s", wait)
	}
	for i := range 2 * maxLimiters {
		table.take(fmt.Sprint("other", i))
	}
	if n := table.limiters.Len(); n != maxLimiters {
		t.Errorf("%d limiters are kept", n)
	}
	if wait := table.take("one"); wait != 0 {
		t.Errorf("who was forgotten does not begin afresh: wait %s", wait)
	}
}

func TestS27_OfIPv6TheNetworkCounts(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.7": "192.0.2.7", "::ffff:192.0.2.7": "192.0.2.7", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"fe80::1%eth0": "fe80::/64", "": "", "no address": "no address",
	} {
		if got := networkOf(address); got != want {
			t.Errorf("%q: %q, not %q", address, got, want)
		}
	}
}

func TestS27_WithoutARateNobodyIsBounded(t *testing.T) {
	table := newLimiterTable(Rate{}, time.Now)
	for range 1000 {
		if table.take("one") != 0 || table.spent("one") != 0 {
			t.Fatal("bounded")
		}
	}
}

func TestS27_DefaultsFollowTheMachineAndTheBudget(t *testing.T) {
	short, long := DefaultLoad(time.Second), DefaultLoad(10*time.Second)
	if long.Running <= short.Running || short.Running < 64 || short.Patience != 500*time.Millisecond {
		t.Errorf("%+v, %+v", short, long)
	}
	if l := (Load{Running: 1}).withDefaults(time.Second); l.Waiting != 1 || l.Patience != short.Patience || l.People < fewestPeople {
		t.Errorf("%+v", l)
	}
	var off *admission
	if off = newAdmission(Load{Running: -1}.withDefaults(time.Second), time.Second, nil); off != nil || !off.enter(t.Context()) {
		t.Error("load that is not bounded is bounded")
	}
	off.leave()
}
