package ordered

import (
	"encoding/json"
	"testing"
)

func TestMembersKeepOrderAndAbsentOnesAreLeftOut(t *testing.T) {
	o := Of(
		"z", "last letter", "none", nil, "empty", "", "list", []string{}, "objects", []Object(nil), "object", Object{},
		"decimal", Decimal("1.50"), "zero", 0, "no", false, "raw", Raw(`{"a":[1]}`),
		"mixed", List{"x", 1, Of("k", "v")}, "a", []Object{Of("b", []string{"c", "d"})})
	const want = `{"z":"last letter","decimal":1.50,"zero":0,"no":false,"raw":{"a":[1]},"mixed":["x",1,{"k":"v"}],"a":[{"b":["c","d"]}]}`
	if got := string(o.Bytes()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if o.Text("z") != "last letter" || o.Text("zero") != "" || o.Text("nowhere") != "" {
		t.Error("Text gives the wrong member")
	}
}

func FuzzStringsSurvive(f *testing.F) {
	for _, s := range []string{"", `"quoted" \ back`, "Zoë\n", "\x00", "<&>", "\u2028"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		whole := Of("before", "x", "s", List{s}, "after", "y").Bytes()
		var got struct{ S []string }
		if err := json.Unmarshal(whole, &got); err != nil {
			t.Fatal(err)
		}
		clean, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var want string
		if err := json.Unmarshal(clean, &want); err != nil || got.S[0] != want {
			t.Errorf("%q became %q", s, got.S[0])
		}
	})
}

func TestMistakesPanic(t *testing.T) {
	for _, make := range []func(){
		func() { Of("alone") }, func() { Of(1, "x") }, func() { Of("x", struct{}{}).Bytes() }, //nolint:staticcheck // the odd number is the mistake
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			make()
		}()
	}
}
