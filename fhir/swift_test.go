package fhir

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"net/url"
	"slices"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
)

// mappedText is what a resource is mapped to, as text, so that nothing of it is where it was read.
type mappedText struct {
	mapped string
	err    error
}

func textOfMapped(m Mapped, err error) mappedText {
	text, wrong := json.Marshal(m)
	if wrong != nil {
		panic(wrong) // facts can always be written
	}
	return mappedText{string(text), err}
}

// carefully maps a resource by decode alone.
func carefully(e *sent, in Surroundings) mappedText {
	own := *e
	own.plain = false
	in.desk = newDesk()
	return textOfMapped(mapAs(&own, in))
}

// swiftTester maps resources on one desk, as the entries of one answer are.
type swiftTester struct {
	desk    *desk
	pending []func(t *testing.T)
}

// check maps a resource in both ways. They are compared when the desk has been wiped, so that an entry that shares anything
// with what it was read into shows.
func (s *swiftTester) check(name string, raw []byte, in Surroundings) {
	e := sentAlone(slices.Clone(raw))
	want := carefully(e, in)
	in.desk = s.desk
	m, err := mapAs(e, in)
	s.pending = append(s.pending, func(t *testing.T) {
		if got := textOfMapped(m, err); got != want {
			t.Errorf("%s: swiftly read otherwise than carefully: %v, %v\n%s", name, got.err, want.err, cmp.Diff(want.mapped, got.mapped))
		}
	})
}

func (s *swiftTester) done(t *testing.T) {
	t.Helper()
	s.desk.wipe()
	for _, compare := range s.pending {
		compare(t)
	}
}

// isSwift tells whether a resource is read swiftly. Without its first brace decode can't read it at all.
func isSwift(raw []byte, in Surroundings) bool {
	e := sentAlone(raw)
	if len(e.raw) == 0 {
		return false
	}
	e.raw[0] = ' '
	in.desk = newDesk()
	_, err := mapAs(e, in)
	return err == nil
}

// What is read swiftly is what decode would have read: for all examples, one after the other and each twice, so that values
// are met again.
func TestSwiftlyReadIsTheSame(t *testing.T) {
	s := &swiftTester{desk: newDesk()}
	swift, all := 0, 0
	for range 2 {
		for _, x := range hl7Exam(t).entries() {
			if _, mapped := mappings[x.typ]; !mapped {
				continue
			}
			s.check(x.typ+"/"+x.id, x.raw, x.in)
			all++
			if isSwift(slices.Clone(x.raw), x.in) {
				swift++
			}
		}
	}
	s.done(t)
	if swift*100 < all*95 {
		t.Errorf("only %d of %d examples are read swiftly", swift, all)
	}
}

// The same holds for what is not as it should be: examples with bytes and members changed, doubled and lost.
func TestS09_SwiftlyReadIsTheSameHoweverBroken(t *testing.T) {
	var examples []examEntry
	for _, x := range hl7Exam(t).entries() {
		if _, mapped := mappings[x.typ]; mapped && len(x.raw) < 8<<10 {
			examples = append(examples, x)
		}
	}
	random := rand.New(rand.NewPCG(9, 27)) //nolint:gosec // nothing secret
	s := &swiftTester{desk: newDesk()}
	for range 3000 {
		x := examples[random.IntN(len(examples))]
		s.check(x.typ+"/"+x.id, broken(random, x.raw), x.in)
	}
	s.done(t)
}

// broken gives a text with something wrong in it.
func broken(random *rand.Rand, raw []byte) []byte {
	b := slices.Clone(raw)
	for range 1 + random.IntN(2) {
		i := random.IntN(len(b))
		switch random.IntN(7) {
		case 0:
			b[i] = byte(random.IntN(256))
		case 1:
			b = slices.Insert(b, i, []byte(`{}[]":,\0-enu`)[random.IntN(13)])
		case 2:
			b = slices.Delete(b, i, min(len(b), i+1+random.IntN(40)))
		case 3: // a member twice
			if from, to, ok := someMember(random, b); ok {
				b = slices.Insert(b, from, append(slices.Clone(b[from:to]), ',')...)
			}
		case 4: // a value of another type
			if from, to, ok := someMember(random, b); ok {
				colon := from + bytes.IndexByte(b[from:to], ':')
				other := []string{"null", "1", "true", `"x"`, "[]", "{}", `["a","b"]`, `[{"text":"x"}]`, `{"id":"a","id":"b"}`, `"\u0041\ud800"`}
				b = slices.Replace(b, colon+1, to, []byte(other[random.IntN(len(other))])...)
			}
		case 5: // a member that there is not
			if at := bytes.IndexByte(b[i:], '{'); at >= 0 {
				other := []string{`"odd":1,`, `"_status":{"id":"a"},`, `"_status":{"id":"a","id":"b"},`, `"\u0073tatus":"final",`, `"modifierExtension":[{"url":"x"}],`, `"":0,`}
				b = slices.Insert(b, i+at+1, []byte(other[random.IntN(len(other))])...)
			}
		case 6:
			b = bytes.Replace(b, []byte(`":`), []byte("\" :\n "), 1+random.IntN(3))
		}
		if len(b) == 0 {
			return raw
		}
	}
	return b
}

// someMember finds where some member of an object begins and ends.
func someMember(random *rand.Rand, b []byte) (from, to int, ok bool) {
	i := random.IntN(len(b))
	colon := bytes.Index(b[i:], []byte(`":`))
	if colon < 1 {
		return 0, 0, false
	}
	colon += i + 1
	from = bytes.LastIndexByte(b[:colon-1], '"')
	if from < 0 {
		return 0, 0, false
	}
	value, err := jsontext.NewDecoder(bytes.NewReader(b[colon+1:]), decodeLax).ReadValue()
	if err != nil {
		return 0, 0, false
	}
	to = colon + 1 + bytes.Index(b[colon+1:], value) + len(value)
	return from, to, true
}

// FuzzSwiftlyReadIsTheSame looks for what is read swiftly and would have been read otherwise.
func FuzzSwiftlyReadIsTheSame(f *testing.F) {
	for _, x := range hl7Exam(f).entries() {
		if _, mapped := mappings[x.typ]; mapped {
			f.Add(x.raw)
		}
	}
	for i := range 3 {
		f.Add(labResultText(i))
	}
	base, _ := url.Parse("https://exchange.example/fhir")
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > 16<<10 {
			return // more of the same
		}
		in := Surroundings{Exchange: examExchange, Base: base}
		s := &swiftTester{desk: newDesk()}
		for range 3 { // the third time values are remembered
			s.check("fuzzed", raw, in)
		}
		s.done(t)
	})
}

// A page keeps the text of its entries, but for what stands between their members.
func TestAnEntryIsKeptAsItWasSent(t *testing.T) {
	for _, x := range hl7Exam(t).entries() {
		body := bytes.Join([][]byte{[]byte(`{"resourceType":"Bundle","type":"searchset","entry":[{"resource":`), x.raw, []byte(`}]}`)}, nil)
		p, err := readBundle(bytes.NewReader(body), 10, nil)
		if err != nil || len(p.entries) != 1 {
			t.Fatalf("%s/%s: %v", x.typ, x.id, err)
		}
		want, got := jsontext.Value(slices.Clone(x.raw)), jsontext.Value(slices.Clone(p.entries[0].raw))
		if want.Compact() != nil || got.Compact() != nil || !bytes.Equal(want, got) {
			t.Errorf("%s/%s is not as it was sent", x.typ, x.id)
		}
		for i := range p.entries[0].members {
			if name, value := p.entries[0].member(i); len(name) == 0 || !value.IsValid() {
				t.Errorf("%s/%s: member %d is not where it should be", x.typ, x.id, i)
			}
		}
	}
}
