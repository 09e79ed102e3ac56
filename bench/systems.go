package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/london-care-record/gateway/bench/gateway"
	"github.com/london-care-record/gateway/bench/load"
	"github.com/london-care-record/gateway/bench/process"
	"github.com/london-care-record/gateway/bench/upstream"
)

// system is one of the programs that are measured beside each other.
type system struct {
	name string
	// group is ours, peer, federated or floor; does is what it does of the job, in words.
	group, does string
	// packages are the npm packages whose versions it is known by.
	packages []string
	start    func(context.Context, *lab) (*process.Process, string, func(), error)
	question func(url string, people int) *load.Target

	process *process.Process
	url     string
	stop    func()
	// failed is why it could not be measured; only the gateway must be.
	failed error
}

const (
	ours      = "ours"
	peer      = "peer"
	federated = "federated"
	floor     = "floor"
)

// entriesOf is how many entries five exchanges hold of one person.
const entriesOf = 395

// withOther adds the gateway of another checkout, where there is one.
func (l *lab) withOther(all []*system) []*system {
	if l.other == "" {
		return all
	}
	return append(all,
		&system{name: "gateway, other checkout", group: ours, does: "the gateway of " + l.other, start: startGateway(l.startOther(false)), question: question},
		&system{name: "gateway, other checkout, batches", group: ours, does: "the same in batches", start: startGateway(l.startOther(true)), question: question})
}

// systems are all that are measured, in the order of the tables.
func systems() []*system {
	return []*system{
		{name: "gateway", group: ours, does: "this gateway: FHIR in, stitched, provenance, completeness, access decided, audit durable, metrics and traces on; its memory of answers off", start: startGateway((*lab).start), question: question},
		{name: "gateway with its memory", group: ours, does: "the same with the memory of answers on, as it is shipped; it fills, and answers nothing, because nobody is asked about twice", start: startGateway((*lab).startRemembering), question: question},
		{name: "gateway, batches", group: ours, does: "the same, memory off, over exchanges that take batches (`batch: true`): one request to each", start: startGateway((*lab).startBatching), question: question},
		{name: "GraphQL Mesh", group: peer, does: "JSON-schema handler over FHIR REST, served by Hive Gateway: twenty lists of raw Bundles side by side",
			packages: []string{"@graphql-mesh/compose-cli", "@omnigraph/json-schema", "@graphql-hive/gateway"}, start: startMesh, question: meshQuestion},
		{name: "Node BFF, fetch", group: peer, does: "graphql-yoga, a dataloader for each exchange and type, Node's fetch; lists one after another, nothing stitched",
			packages: []string{"graphql-yoga", "dataloader"}, start: startBFF("fetch"), question: bffQuestion},
		{name: "Node BFF, undici", group: peer, does: "the same over a tuned undici pool",
			packages: []string{"graphql-yoga", "dataloader", "undici"}, start: startBFF("undici"), question: bffQuestion},
		{name: "Apollo Gateway", group: federated, does: "federation over five subgraphs that speak GraphQL and send the selected fields only: reads no FHIR",
			packages: []string{"@apollo/gateway", "@apollo/server"}, start: startApollo, question: federatedQuestion},
		{name: "Hive Gateway", group: federated, does: "the same",
			packages: []string{"@graphql-hive/gateway"}, start: startHive("js"), question: federatedQuestion},
		{name: "Hive Gateway, Rust planner", group: federated, does: "the same",
			packages: []string{"@graphql-hive/gateway", "@graphql-hive/router-runtime"}, start: startHive("rust"), question: federatedQuestion},
		{name: "Go, encoding/json", group: floor, does: "the same twenty searches into narrow structs and out again; no GraphQL, nothing stitched", start: startFloor("decode"), question: floorQuestion(`"exchange":`, 1)},
		{name: "Go, gateway's decoder", group: floor, does: "the gateway's own searches, client and decoder; no GraphQL, nothing stitched, nobody let in or noted", start: startFloor("gateway"), question: floorQuestion("", 0)},
		{name: "Go, read 60 bodies", group: floor, does: "the gateway's own searches, read and thrown away", start: startFloor("read-all"), question: floorQuestion(`"bytes":`, 0)},
		{name: "Go, read 20 bodies", group: floor, does: "the peers' searches, read and thrown away", start: startFloor("read"), question: floorQuestion(`"bytes":`, 0)},
	}
}

func startGateway(start func(*lab, context.Context) (*gateway.Gateway, error)) func(context.Context, *lab) (*process.Process, string, func(), error) {
	return func(ctx context.Context, l *lab) (*process.Process, string, func(), error) {
		g, err := start(l, ctx)
		if err != nil {
			return nil, "", nil, err
		}
		return g.Process, g.URL, g.Stop, nil
	}
}

// readyURL finds the address in a line by which a program says that it is ready.
var readyURL = regexp.MustCompile(`http://127\.0\.0\.1:\d+/?(graphql)?`)

// serve starts a program that prints where it is.
func serve(ctx context.Context, p process.Program) (*process.Process, string, func(), error) {
	s, err := process.Start(ctx, p)
	if err != nil {
		return nil, "", nil, err
	}
	return s, readyURL.FindString(s.Line), s.Stop, nil
}

func startFloor(kind string) func(context.Context, *lab) (*process.Process, string, func(), error) {
	return func(ctx context.Context, l *lab) (*process.Process, string, func(), error) {
		args := []string{l.self, "floor", "-kind", kind}
		for _, name := range london {
			args = append(args, name+"="+l.places.FHIR[name])
		}
		return serve(ctx, process.Program{Name: "floor " + kind, Args: args, Ready: regexp.MustCompile(`^ready http`)})
	}
}

// node starts a program of peers/.
func node(ctx context.Context, name string, ready string, env []string, args ...string) (*process.Process, string, func(), error) {
	if _, err := os.Stat("node_modules"); err != nil {
		return nil, "", nil, errors.New("the peers' packages are not there: run npm ci in bench/")
	}
	return serve(ctx, process.Program{Name: name, Args: append([]string{"node"}, args...), Dir: "peers",
		Env: append(env, "NODE_ENV=production"), Ready: regexp.MustCompile(ready)})
}

func (l *lab) fhirJSON() string {
	five := map[string]string{}
	for _, name := range london {
		five[name] = l.places.FHIR[name]
	}
	b, _ := json.Marshal(five) // strings always marshal
	return string(b)
}

func startBFF(client string) func(context.Context, *lab) (*process.Process, string, func(), error) {
	return func(ctx context.Context, l *lab) (*process.Process, string, func(), error) {
		return node(ctx, "bff "+client, `^ready http`, []string{"CLIENT=" + client, "PORT=0", "UPSTREAM=" + l.fhirJSON()}, "bff.mjs")
	}
}

func startMesh(ctx context.Context, l *lab) (*process.Process, string, func(), error) {
	file := filepath.Join(l.dir, "mesh.graphql")
	compose := exec.CommandContext(ctx, "node", "../node_modules/.bin/mesh-compose", "-c", "mesh.config.mjs", "-o", file)
	compose.Dir, compose.Env = "peers", append(os.Environ(), "UPSTREAM="+l.fhirJSON())
	if out, err := compose.CombinedOutput(); err != nil {
		return nil, "", nil, fmt.Errorf("mesh-compose: %w: %s", err, out)
	}
	return startHiveOver(ctx, file, "js")
}

func startHive(runtime string) func(context.Context, *lab) (*process.Process, string, func(), error) {
	return func(ctx context.Context, l *lab) (*process.Process, string, func(), error) {
		file, err := l.supergraph(ctx)
		if err != nil {
			return nil, "", nil, err
		}
		return startHiveOver(ctx, file, runtime)
	}
}

func startHiveOver(ctx context.Context, supergraph, runtime string) (*process.Process, string, func(), error) {
	port, err := freePort()
	if err != nil {
		return nil, "", nil, err
	}
	p, url, stop, err := node(ctx, "hive "+runtime, `Listening on http`, []string{"RUNTIME=" + runtime, "NO_COLOR=1"},
		"../node_modules/.bin/hive-gateway", "supergraph", supergraph, "-c", "gateway.config.mjs", "-h", "127.0.0.1", "-p", strconv.Itoa(port))
	return p, url + "/graphql", stop, err
}

// freePort gives a port that nobody has: Hive Gateway prints no other than the one that it is given.
func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

func startApollo(ctx context.Context, l *lab) (*process.Process, string, func(), error) {
	file, err := l.supergraph(ctx)
	if err != nil {
		return nil, "", nil, err
	}
	return node(ctx, "apollo", `^ready http`, []string{"SUPERGRAPH=" + file, "PORT=0"}, "apollo.mjs")
}

// supergraph composes the five subgraphs' schemas, once.
func (l *lab) supergraph(ctx context.Context) (string, error) {
	file := filepath.Join(l.dir, "supergraph.graphql")
	if _, err := os.Stat(file); err == nil {
		return file, nil
	}
	type subgraph struct {
		Name string `json:"name"`
		URL  string `json:"url"`
		SDL  string `json:"sdl"`
	}
	var all []subgraph
	for _, name := range london {
		all = append(all, subgraph{strings.ToLower(name), l.places.GraphQL[name], upstream.SDL(name)})
	}
	b, err := json.Marshal(all)
	if err != nil {
		return "", err
	}
	var out, failure bytes.Buffer
	compose := exec.CommandContext(ctx, "node", "compose.mjs")
	compose.Dir, compose.Stdin, compose.Stdout, compose.Stderr = "peers", bytes.NewReader(b), &out, &failure
	if err := compose.Run(); err != nil {
		return "", fmt.Errorf("composition: %w: %s", err, &failure)
	}
	return file, os.WriteFile(file, out.Bytes(), 0o600)
}

// bffQuestion asks for the same facts of the same people, eight fields an entry.
func bffQuestion(url string, people int) *load.Target {
	const fields = `{nhsNumber ` +
		`allergies{id code text date status detail exchange} medications{id code text date status detail exchange} ` +
		`conditions{id code text date status exchange} observations{id code text date status value exchange}}`
	return plural(url, people, "ID", fields, load.Check{Text: `"exchange":`, Times: entriesOf * people})
}

func federatedQuestion(url string, people int) *load.Target {
	var fields strings.Builder
	fields.WriteString("{nhsNumber ")
	for _, name := range london {
		p := strings.ToLower(name)
		fmt.Fprintf(&fields, "%[1]sAllergies{id code text date status detail exchange} %[1]sMedications{id code text date status detail exchange} "+
			"%[1]sConditions{id code text date status exchange} %[1]sObservations{id code text date status value exchange} ", p)
	}
	fields.WriteString("}")
	return plural(url, people, "ID", fields.String(), load.Check{Text: `"exchange":`, Times: entriesOf * people})
}

func plural(url string, people int, typ, fields string, check load.Check) *load.Target {
	t := &load.Target{URL: url, Variable: "n", People: people, Checks: []load.Check{check}, Document: `query($n:` + typ + `!){patient(nhsNumber:$n)` + fields + `}`}
	if people > 1 {
		t.Document = `query($n:[` + typ + `!]!){patients(nhsNumbers:$n)` + fields + `}`
	}
	return t
}

// meshQuestion asks for twenty Bundles. Whose an entry is stands in each, for whoever asked to sort out.
func meshQuestion(url string, people int) *load.Target {
	const concept = `{text coding{code}}`
	var q strings.Builder
	q.WriteString("query($n:String!){")
	for _, name := range london {
		p := strings.ToLower(name)
		fmt.Fprintf(&q, "%[1]sAllergies(people:$n){entry{resource{id patient{reference} code%[2]s recordedDate clinicalStatus%[2]s criticality}}} "+
			"%[1]sMedications(people:$n){entry{resource{id subject{reference} medicationCodeableConcept%[2]s dateAsserted status dosage{text}}}} "+
			"%[1]sConditions(people:$n){entry{resource{id subject{reference} code%[2]s onsetDateTime clinicalStatus%[2]s}}} "+
			"%[1]sObservations(people:$n){entry{resource{id subject{reference} code%[2]s effectiveDateTime status valueQuantity{value unit}}}} ", p, concept)
	}
	q.WriteString("}")
	return &load.Target{URL: url, Variable: "n", People: people, Joined: true, Document: q.String(),
		Checks: []load.Check{{Text: `"resource":`, Times: entriesOf * people}}}
}

// floorQuestion is a question of which a floor reads the people only.
func floorQuestion(text string, times int) func(string, int) *load.Target {
	return func(url string, people int) *load.Target {
		c := load.Check{Text: text, Times: 1}
		switch {
		case times > 0:
			c.Times = times * entriesOf * people
		case text == "":
			c.Text = fmt.Sprintf(`"entries":%d`, entriesOf*people)
		}
		return &load.Target{URL: url, Variable: "n", People: people, Document: "{}", Checks: []load.Check{c}}
	}
}

// versions gives the versions of a system's packages.
func (s *system) versions() string {
	var all []string
	for _, name := range s.packages {
		var p struct{ Version string }
		b, err := os.ReadFile(filepath.Join("node_modules", name, "package.json"))
		if err == nil {
			err = json.Unmarshal(b, &p)
		}
		if err != nil {
			p.Version = "missing"
		}
		all = append(all, name+" "+p.Version)
	}
	return strings.Join(all, ", ")
}
