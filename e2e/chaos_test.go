//go:build unix

package e2e

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/london-care-record/gateway/audit/pgtest"
	"github.com/london-care-record/gateway/demo"
)

// TestS20_S25_ChaosBreaksNoPromise does random things to everything around the gateway, and to the gateway, and holds every
// answer against what is true and against the audit trail.
func TestS20_S25_ChaosBreaksNoPromise(t *testing.T) {
	portion := portionOf(t, 15, 2000)
	c := newChaos(t, dice(t))
	begun := time.Now()
	for c.step = 0; !portion.enough(c.step, begun); c.step++ {
		c.act()
		if t.Failed() {
			t.Fatalf("the faults: %v\nwhat was done last:\n%s\nthe gateway says:\n%s", c.faults, strings.Join(c.history[max(0, len(c.history)-12):], "\n"), tail(c.p.output.String()))
		}
	}
	c.calm()
	t.Logf("%d steps in %s: %d answers, %d refused because they could not be noted, %d not given because the gateway was killed",
		c.step, time.Since(begun).Round(time.Second), c.answers, c.refusals, c.unanswered)
	t.Logf("the longest answer took %s", c.longest)
	t.Logf("the gateway had %d MiB at most", c.most)
	t.Logf("states of a kind at an exchange: %v", c.states)
	t.Logf("statements of allergies: %v", c.statements)
}

func tail(text string) string { return text[max(0, len(text)-3000):] }

const (
	chaosBudget = 700 * time.Millisecond
	// chaosLimit is the budget, 50 ms, and a little for the way; what a busy machine adds is measured.
	chaosLimit = chaosBudget + 50*time.Millisecond + 250*time.Millisecond
)

// chaos is a gateway in a world in which anything can go wrong.
type chaos struct {
	t       *testing.T
	stage   *stage
	dice    *rand.Rand
	truth   *truth
	client  *http.Client
	token   string
	config  string
	p       *program
	cluster *pgtest.Cluster
	trail   *pgx.ConnConfig

	step    int
	history []string
	// faults are those that are switched on, by exchange.
	faults map[string]string
	// auditDown counts the steps for which the audit database is to stay down.
	auditDown int
	// memory is the server of what is shared; memoryOff counts the steps for which it is to stay dead, or to hang.
	memory      *memoryServer
	memoryOff   int
	memoryHangs bool
	remembering string
	// unchecked are answers that left while the trail could not be read.
	unchecked []reply
	since     time.Time

	answers, refusals, unanswered int
	// machine is how long the gateway took in this step for what takes no time; longest is the longest answer.
	machine, longest time.Duration
	// most is the most memory that the gateway ever had, in MiB, where the system tells.
	most               int
	states, statements map[string]int
}

func newChaos(t *testing.T, dice *rand.Rand) *chaos {
	t.Helper()
	s := newStage(t, 40)
	s.budget, s.timeout = chaosBudget.String(), "5s" // of the two, the budget alone must hold
	c := &chaos{t: t, stage: s, dice: dice, truth: newTruth(s.region), client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8}},
		cluster: pgtest.Start(t), faults: map[string]string{}, states: map[string]int{}, statements: map[string]int{}, since: time.Now().Add(-time.Second)}
	t.Cleanup(c.client.CloseIdleConnections)
	url := c.cluster.Database(t)
	var err error
	if c.trail, err = pgx.ParseConfig(url); err != nil {
		t.Fatal(err)
	}
	s.auditStore = "databaseURLFile: " + s.write(t, "audit-url", url)
	c.memory = newMemoryServer(t)
	c.remembering = c.memory.keys(s, "1s", "500ms", "1m")
	c.configure(s.exchanges())
	c.start()
	return c
}

func (c *chaos) start() {
	c.t.Helper()
	c.p = begin(c.t, "-config", c.config)
	if err := c.p.listening(); err != nil {
		c.t.Fatalf("step %d: it does not start: %v:\n%s", c.step, err, c.p.output)
	}
}

func (c *chaos) note(format string, args ...any) {
	c.history = append(c.history, fmt.Sprintf("%d: ", c.step)+fmt.Sprintf(format, args...))
}

// act is one step: something changes, a few people are asked about at once, and perhaps something breaks meanwhile.
func (c *chaos) act() {
	c.t.Helper()
	if c.step%200 == 0 { // tokens live for some minutes
		c.token = c.stage.token(c.t, "ae-doctor", "")
	}
	c.changeFaults()
	c.mendAudit()
	c.mendMemory()
	people := make([]string, 1+c.dice.IntN(3))
	for i := range people {
		people[i] = c.somebody()
	}
	replies, lost := c.ask(people, c.meanwhile())
	for i, r := range replies {
		if lost[i] == nil {
			c.judge(people[i], r)
		}
	}
	c.holdAgainstTrail()
}

// somebody is anybody, but rather somebody whom several exchanges know.
func (c *chaos) somebody() string {
	all := c.stage.region.Population()
	n := all[c.dice.IntN(len(all))]
	if key, _ := c.stage.region.Key(n); len(key.Patients) < 2 {
		return all[c.dice.IntN(len(all))]
	}
	return n
}

// about asks for all of a person's record.
func (c *chaos) about(n string) question {
	return question{token: c.token, query: strings.Replace(wholeRecord, "NUMBER", n, 1), people: 1}
}

// cunning are the faults that look like an answer: they come more often than the others, which anybody would notice.
var cunning = []string{"wrong-patient", "wrong-type", "cut-page", "endless-pages", "foreign-page", "partial", "duplicate-keys", "slow-records", "false-304"}

// changeFaults changes how one exchange is, at every other step.
func (c *chaos) changeFaults() {
	c.t.Helper()
	if c.dice.IntN(3) == 0 {
		return
	}
	exchanges := c.stage.region.Exchanges()
	id := exchanges[c.dice.IntN(len(exchanges))].ID
	f := demo.Fault{Kind: "none"}
	if c.dice.IntN(10) < 3 {
		kinds := demo.Faults()
		if c.dice.IntN(2) == 0 {
			kinds = cunning
		}
		f.Kind = kinds[c.dice.IntN(len(kinds))]
	}
	if slices.Contains([]string{"slow", "slow-records", "drip"}, f.Kind) {
		f.LatencyMs = 1 + c.dice.IntN(1200)
	}
	if err := c.stage.region.SetFault(id, f); err != nil {
		c.t.Fatal(err)
	}
	c.faults[id] = f.Kind
	c.note("%s: %s %d", id, f.Kind, f.LatencyMs)
}

// disaster is something that happens while people are asked about.
type disaster struct {
	what string
	// strike is what happens, so long after the questions; nil for nothing.
	strike func()
	after  time.Duration
	// loses tells that answers may not come.
	loses bool
}

func (c *chaos) meanwhile() disaster {
	after := time.Duration(c.dice.IntN(400)) * time.Millisecond
	switch n := c.dice.IntN(60); {
	case n == 0 && c.auditDown == 0:
		c.auditDown = 1 + c.dice.IntN(3)
		return disaster{what: "the audit database crashes", after: after, strike: func() {
			if err := c.cluster.Crash(); err != nil {
				c.t.Error(err)
			}
		}}
	case n == 1 && c.auditDown == 0: // a gateway does not start without its trail
		return disaster{what: "the gateway is killed", after: after, loses: true, strike: func() {
			c.most = max(c.most, c.p.mostMemory())
			_ = c.p.end(syscall.SIGKILL)
			c.start()
		}}
	case n == 2:
		return disaster{what: "the exchanges are reloaded", after: after, strike: c.reload}
	case n == 3 && c.memoryOff == 0:
		c.memoryOff = 1 + c.dice.IntN(4)
		return disaster{what: "the memory server dies", after: after, strike: c.memory.kill}
	case n == 4 && c.memoryOff == 0:
		c.memoryOff, c.memoryHangs = 1+c.dice.IntN(4), true
		return disaster{what: "the memory server hangs", after: after, strike: c.memory.pause}
	}
	return disaster{}
}

// reload turns the order of the exchanges round, so that the region is made anew.
func (c *chaos) reload() {
	c.configure(rotated(c.stage.exchanges(), c.step))
	_ = c.p.cmd.Process.Signal(syscall.SIGHUP)
}

func (c *chaos) configure(exchanges string) {
	c.config = c.stage.write(c.t, "gateway-1.yaml", c.stage.config("gateway-1", exchanges)+"\nlog: {level: error}\n"+c.remembering)
}

// ask asks about people at once, while something happens.
func (c *chaos) ask(people []string, d disaster) ([]reply, []error) {
	c.t.Helper()
	c.note("asked about %d people%s", len(people), map[bool]string{true: "", false: ", and after " + d.after.String() + " " + d.what}[d.strike == nil])
	replies, lost := make([]reply, len(people)), make([]error, len(people))
	var wg, canary sync.WaitGroup
	url, done := c.p.url, make(chan struct{})
	canary.Go(func() { c.machine = c.canary(url, done) })
	for i, n := range people {
		wg.Go(func() {
			replies[i], lost[i] = put(c.t.Context(), c.client, url, c.about(n))
		})
	}
	if d.strike != nil {
		<-time.After(d.after) // the moment of the disaster; nothing is waited for
		d.strike()
	}
	wg.Wait()
	close(done)
	canary.Wait()
	for i, err := range lost {
		switch {
		case err == nil:
			c.answers++
		case d.loses:
			c.unanswered++
		default:
			c.t.Errorf("step %d: no answer about person %d: %v", c.step, i, err)
		}
	}
	return replies, lost
}

// mendAudit starts the audit database again when its time has come, and the gateway must find it.
func (c *chaos) mendAudit() {
	c.t.Helper()
	if c.auditDown == 0 {
		return
	}
	if c.auditDown--; c.auditDown > 0 {
		return
	}
	if err := c.cluster.Up(); err != nil {
		c.t.Fatal(err)
	}
	c.note("the audit database is up again")
	// The probe would say so only if somebody had met the trouble.
	eventually(c.t, "the trail is written again", func() bool {
		r, err := put(c.t.Context(), c.client, c.p.url, c.about(c.somebody()))
		return err == nil && !r.refusal()
	})
}

// mendMemory lets the memory server live again when its time has come. Nobody need notice.
func (c *chaos) mendMemory() {
	c.t.Helper()
	if c.memoryOff == 0 {
		return
	}
	if c.memoryOff--; c.memoryOff > 0 {
		return
	}
	if c.memoryHangs {
		c.memory.resume()
	} else {
		c.memory.start()
	}
	c.memoryHangs = false
	c.note("the memory server is there again")
}

// judge holds one answer against what is true.
func (c *chaos) judge(n string, r reply) {
	c.t.Helper()
	complain := func(format string, args ...any) {
		c.t.Helper()
		c.t.Errorf("step %d: a promise is broken: "+format, append([]any{c.step}, args...)...)
	}
	if limit := chaosLimit + 8*c.machine; r.took > limit {
		complain("an answer took %s, the limit is %s", r.took, limit)
	}
	if r.refusal() {
		c.refusals++
		if c.auditDown == 0 {
			complain("it could not be noted, though nothing was wrong with the audit trail")
		}
		return
	}
	c.unchecked, c.longest = append(c.unchecked, r), max(c.longest, r.took)
	a, err := readRecord(r)
	if err != nil {
		complain("%v: %.300s", err, r.Raw)
		return
	}
	for _, problem := range c.truth.problems(n, a, c.faults) {
		complain("%s", problem)
	}
	for kind, s := range a.sections {
		for _, from := range s.Completeness.Sources {
			c.states[from.State]++
		}
		if kind == "ALLERGIES" {
			c.statements[s.Statement]++
		}
	}
}

// canary asks again and again for what no exchange is needed for, until done is closed, and gives the longest that this took: so
// much is the machine's doing, which is busy with the exchanges, too.
func (c *chaos) canary(url string, done <-chan struct{}) time.Duration {
	var longest time.Duration
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		began := time.Now()
		_, _ = put(c.t.Context(), c.client, url, question{token: c.token, query: `{exchanges{id}}`}) // a killed gateway gives none
		longest = max(longest, time.Since(began))
		select {
		case <-done:
			return longest
		case <-tick.C:
		}
	}
}

// holdAgainstTrail looks whether every answer that left is noted, as soon as the trail can be read.
func (c *chaos) holdAgainstTrail() {
	c.t.Helper()
	if c.auditDown > 0 || len(c.unchecked) == 0 {
		return
	}
	noted, err := readTrail(c.t.Context(), c.trail, c.since)
	if err != nil {
		c.t.Fatal(err)
	}
	for _, r := range c.unchecked {
		if problem := r.missingFrom(noted); problem != "" {
			c.t.Errorf("step %d: a promise is broken: %s", c.step, problem)
		}
	}
	c.unchecked, c.since = nil, time.Now().Add(-10*time.Second)
}

// readTrail reads the trail where it lies: `server audit export` after each answer would take longer than the answer.
func readTrail(ctx context.Context, config *pgx.ConnConfig, since time.Time) (map[string]noted, error) {
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	rows, err := conn.Query(ctx, `SELECT convert_from(d.body, 'UTF8')::jsonb ->> 'request', d.permitted,
		EXISTS (SELECT FROM audit_entries o WHERE o.chain = d.chain AND o.refers = d.seq AND o.type = 'outcome')
		FROM audit_entries d WHERE d.type = 'decision' AND d.at >= $1`, since.UnixMicro())
	if err != nil {
		return nil, err
	}
	all := map[string]noted{}
	var request *string
	var permitted, answered bool
	_, err = pgx.ForEachRow(rows, []any{&request, &permitted, &answered}, func() error {
		if request == nil {
			return nil
		}
		n := all[*request]
		switch {
		case !permitted:
			n.refused++
		case answered:
			n.answered++
		default:
			n.unfinished++
		}
		all[*request] = n
		return nil
	})
	return all, err
}

// calm mends everything, after which all must be well again by itself, and the trail whole.
func (c *chaos) calm() {
	c.t.Helper()
	for _, e := range c.stage.region.Exchanges() {
		if err := c.stage.region.SetFault(e.ID, demo.Fault{Kind: "none"}); err != nil {
			c.t.Fatal(err)
		}
	}
	c.auditDown = min(c.auditDown, 1)
	c.mendAudit()
	c.memoryOff = min(c.memoryOff, 1)
	c.mendMemory()
	c.holdAgainstTrail()
	c.token = c.stage.token(c.t, "ae-doctor", "")
	var last reply
	n := c.stage.region.Population()[0] // Ada, whom three exchanges know
	whole := func() bool {
		var err error
		last, err = put(c.t.Context(), c.client, c.p.url, c.about(n))
		return err == nil && len(last.Errors) == 0
	}
	eventually(c.t, "all exchanges answer again", whole)
	c.judge(n, last)
	if c.states["COMPLETE"] == 0 || c.states["UNAVAILABLE"]+c.states["TIMED_OUT"]+c.states["PARTIAL"] == 0 {
		c.t.Errorf("this was no chaos: the states are %v", c.states)
	}
	c.most = max(c.most, c.p.mostMemory())
	if err := c.p.end(syscall.SIGINT); err != nil {
		c.t.Errorf("it ended with %v", err)
	}
	a := trail{c.t, c.config}
	contains(c.t, a.verify(), "entries 1 to")
	a.since(time.Now().Add(-time.Minute)) // and it can be exported
}

// rotated turns the order of the exchanges of a configuration round.
func rotated(exchanges string, by int) string {
	head, rest, _ := strings.Cut(exchanges, "\n")
	var blocks []string
	for line := range strings.Lines(rest) {
		if !strings.HasPrefix(line, "   ") {
			blocks = append(blocks, "")
		}
		blocks[len(blocks)-1] += line
	}
	by %= len(blocks)
	return head + "\n" + strings.Join(slices.Concat(blocks[by:], blocks[:by]), "")
}
