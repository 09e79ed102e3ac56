package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/record"
)

// The exit codes of -explain beside 0 and 1.
const (
	exitWrongNumber = 2 // what was given is no NHS number
	exitNobody      = 3 // every exchange answered, and none knows the number
	exitIncomplete  = 4 // an exchange could not be asked, so that the explanation is incomplete or there is none
)

// exitError is an error with an exit code of its own.
type exitError struct {
	error
	code int
}

// exitCode is the code with which the program ends after an error.
func exitCode(err error) int {
	if own := (exitError{}); errors.As(err, &own) {
		return own.code
	}
	return 1
}

// wholeAnswer is how long an explanation may take: the budget bounds the exchanges, and the rest is only writing.
const wholeAnswer = time.Minute

// runExplain prints how one person's record comes about, for safety review. The gateway runs for as long as it takes to
// ask it, as any client asks: the limits, the access rules and the record are the same.
func runExplain(ctx context.Context, f flags, stdout, stderr io.Writer) error {
	number, err := record.ParseNHSNumber(f.explain)
	if err != nil {
		return exitError{err, exitWrongNumber}
	}
	kinds, err := kindsOf(f.kind)
	if err != nil {
		return err
	}
	var bearer string
	if f.tokenFile != "" {
		if bearer, err = readSecret(f.tokenFile); err != nil {
			return fmt.Errorf("-token-file: %w", err)
		}
	}
	c, closeRegion, err := explainedRegion(ctx, f)
	if err != nil {
		return err
	}
	defer closeRegion()
	c.Listen, c.Admin, c.TLS = "127.0.0.1:0", "off", tlsConfig{}
	c.Drain.Delay = 0 // no balancer has to learn that it ends
	s, err := assemble(ctx, c, nil, stderr)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- s.run(ctx) }()
	answer, err := askForStitching(ctx, s.server.URL(), bearer, number, kinds)
	stop()
	if err = errors.Join(err, <-ended); err != nil {
		return err
	}
	return answer.print(stdout)
}

// explanations is the chain of the audit trail in which explanations are noted: a gateway that runs has its own.
const explanations = "explanations"

// explainedRegion gives the configuration to explain by: that of the file, or of a demo region that runs until it is
// closed.
func explainedRegion(ctx context.Context, f flags) (*config, func(), error) {
	if f.config == "" {
		return explainedDemo(ctx)
	}
	c, err := readConfig(f.config)
	if err != nil {
		return nil, nil, err
	}
	if c.Access.Mode == modeTokens && f.tokenFile == "" {
		return nil, nil, errors.New("-explain needs -token-file with this configuration: only who may see a record may have it explained")
	}
	c.Audit.Chain, c.Audit.HeadFile = explanations, ""
	return c, func() {}, nil
}

func explainedDemo(ctx context.Context) (*config, func(), error) {
	region, err := demo.New(demo.Options{Seed: demoSeed})
	if err != nil {
		return nil, nil, fmt.Errorf("demo region: %w", err)
	}
	folder, err := os.MkdirTemp("", "gateway-demo-")
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("demo region: %w", err), region.Close())
	}
	closeAll := func() {
		_ = region.Close() // nothing that it was asked is open any more
		_ = os.RemoveAll(folder)
	}
	c, err := demoConfig(ctx, region, folder)
	if err != nil {
		closeAll()
		return nil, nil, err
	}
	return c, closeAll, nil
}

// kindsOf reads the argument of -kind: kinds of record with commas between them, or nothing for all.
func kindsOf(list string) ([]record.Kind, error) {
	if list == "" {
		return record.Kinds, nil
	}
	var kinds []record.Kind
	for name := range strings.SplitSeq(list, ",") {
		kind := record.Kind(strings.ToUpper(strings.TrimSpace(name)))
		if !slices.Contains(record.Kinds, kind) {
			return nil, fmt.Errorf("-kind: %q is not a kind of record; the kinds are %s", name, joined(record.Kinds))
		}
		kinds = append(kinds, kind)
	}
	return kinds, nil
}

func joined[S ~string](of []S) string {
	parts := make([]string, len(of))
	for i, s := range of {
		parts[i] = string(s)
	}
	return strings.Join(parts, ", ")
}

// stitchingQuery asks for everything that the text tells.
const stitchingQuery = `query Explain($number: NHSNumber!, $kinds: [RecordKind!]) {
  patient(nhsNumber: $number) {
    name { text } birthDate
    identity { state summary differences { field values { value sources { exchange { id } } } } }
    stitching(kinds: $kinds) {
      kinds { kind completeness { summary sources { exchange { id } count } } }
      rows {
        entry partOf kind text when statusText retracted denies rule differences warnings related { entry reason }
        inputs {
          exchange { id } organisation { name odsCode } careSetting recorder { name role } recordedAt lastUpdated reference
          when statusText codings { system code } fields { name value } warnings notes
          securityLabels { system code } retracts speaks tiedBy
        }
      }
      leftOut { exchange { id } kind state reason count explanation }
    }
  }
}`

// askForStitching asks the gateway. A number in an address would stand in logs, so that it is posted.
func askForStitching(ctx context.Context, url, bearer string, number record.NHSNumber, kinds []record.Kind) (*explanation, error) {
	ctx, cancel := context.WithTimeout(ctx, wholeAnswer)
	defer cancel()
	body, err := json.Marshal(map[string]any{"query": stitchingQuery, "variables": map[string]any{"number": number, "kinds": kinds}})
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/graphql", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/graphql-response+json")
	if bearer != "" {
		request.Header.Set("Authorization", "Bearer "+bearer)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // no proxy: the gateway is on this machine
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	var told stitchingAnswer
	if err := json.NewDecoder(response.Body).Decode(&told); err != nil {
		return nil, fmt.Errorf("the gateway's answer (%s) can't be read: %w", response.Status, err)
	}
	return told.explanation(number)
}

// explanation gives what there is to print, or the error in its place.
func (a *stitchingAnswer) explanation(number record.NHSNumber) (*explanation, error) {
	e := &explanation{number: number, patient: a.Data.Patient}
	for _, problem := range a.Errors {
		switch {
		case problem.Extensions.Code == record.CodeExchangeUnavailable && a.Data.Patient != nil:
			if id := problem.Extensions.Exchange; !slices.Contains(e.unasked, id) {
				e.unasked = append(e.unasked, id)
			}
		default:
			return nil, problem.refusal()
		}
	}
	if e.patient == nil {
		return nil, errors.New("the gateway gave nobody and no reason")
	}
	return e, nil
}

// refusal is an error in place of an explanation, with the exchanges that could not be asked.
func (p graphqlProblem) refusal() error {
	switch p.Extensions.Code {
	case record.CodePatientNotFound:
		return exitError{errors.New(string(p.Message)), exitNobody}
	case record.CodeRecordUnavailable:
		var states []string
		for _, s := range p.Extensions.Sources {
			if !s.State.Seen() {
				states = append(states, fmt.Sprintf("%s %s", s.Exchange, s.State))
			}
		}
		return exitError{fmt.Errorf("%s (%s)", p.Message, strings.Join(states, ", ")), exitIncomplete}
	}
	return fmt.Errorf("%s: %s", p.Extensions.Code, p.Message)
}
