package server

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// Long lists wait for each other, within bounds of memory and time (S27); who asks about one person waits for nobody.
func TestS27_ListsOfPeopleWaitForEachOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(Load{People: 100}, 2*time.Second)
		if !c.enter(t.Context(), 60) {
			t.Fatal("there is room for 60")
		}
		let := make(chan bool, 1)
		go func() { let <- c.enter(t.Context(), 60) }()
		synctest.Wait()
		if !c.enter(t.Context(), 1) {
			t.Error("one person had to wait for a list")
		}
		select {
		case <-let:
			t.Fatal("there was no room for 120")
		default:
		}
		c.leave(60)
		if !<-let {
			t.Error("the list was not let in when there was room")
		}
		if start := time.Now(); c.enter(t.Context(), 60) || time.Since(start) != 2*time.Second {
			t.Errorf("waited %s, want the budget and no longer", time.Since(start))
		}
		c.leave(60)
		if !c.enter(t.Context(), 1000) {
			t.Error("more people than there is ever room for are let in when nobody else is there")
		}
	})
}

func TestNoCrowdBoundsNobody(t *testing.T) {
	c := newCrowd(Load{People: -1}, time.Second)
	if !c.enter(context.Background(), 1000) {
		t.Error("let nobody in")
	}
	c.leave(1000)
}

func TestPeopleAsked(t *testing.T) {
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: `type Query { patient(n: ID!): P patients(ns: [ID!]!): [P] exchanges: [P] } type P { id: ID }`})
	for query, want := range map[string]int{
		`{patient(n:"1"){id}}`:                        1,
		`{a:patient(n:"1"){id} b:patient(n:"2"){id}}`: 2,
		`query($ns:[ID!]!){patients(ns:$ns){id}}`:     3,
		`query($ns:[ID!]!){...A patient(n:"1"){id}} fragment A on Query{patients(ns:$ns){id}}`: 4,
		`{patients(ns:["1","2"]){id}}`:                                        2,
		`query($ns:[ID!]!){patients(ns:$ns)@skip(if:true){id} exchanges{id}}`: 1,
	} {
		doc := gqlparser.MustLoadQueryWithRules(schema, query, nil)
		op := &graphql.OperationContext{Doc: doc, Operation: doc.Operations[0], Variables: map[string]any{"ns": []any{"1", "2", "3"}}}
		if got := peopleAsked(op); got != want {
			t.Errorf("%s asks about %d people, want %d", query, got, want)
		}
	}
}
