package main

import (
	"bytes"
	"fmt"

	"github.com/99designs/gqlgen/codegen/config"
	"github.com/vektah/gqlparser/v2/ast"
)

// scalars are gqlgen's own functions for scalars, and the Writer's methods that do the same.
var scalars = map[string]string{
	"MarshalString": "String", "MarshalID": "String", "MarshalBoolean": "Bool", "MarshalInt": "Int", "MarshalTime": "Time",
}

// goTypes are the types that those methods take.
var goTypes = map[string]string{"String": "string", "Bool": "bool", "Int": "int"}

// value writes the lines that write a value. depth tells nested lists' counters apart.
func (l *lists) value(b *bytes.Buffer, ref *config.TypeReference, value string, depth int) {
	absent := "w.Null()"
	if ref.GQL.NonNull {
		absent = "w.Missing()"
	}
	if ref.IsSlice() {
		l.elements(b, ref, value, depth)
		return
	}
	object := !ref.IsMarshaler && ref.Marshaler == nil
	if ref.IsNilable() && !(object && ref.GQL.NonNull) { // what writes objects looks for nil itself
		fmt.Fprintf(b, "if %s == nil {\n%s\n} else {\n", value, absent)
		defer b.WriteString("}\n")
	}
	switch {
	case ref.IsMarshaler:
		fmt.Fprintf(b, "%s.MarshalGQL(w)\n", value)
	case ref.Marshaler != nil:
		l.scalar(b, ref, value)
	case ref.Definition.Kind == ast.Object && !ref.IsNilable():
		fmt.Fprintf(b, "write%s(w, p.Of(i), &%s)\n", ref.Definition.Name, value)
	default:
		fmt.Fprintf(b, "write%s(w, p.Of(i), %s)\n", ref.Definition.Name, value)
	}
}

func (l *lists) elements(b *bytes.Buffer, ref *config.TypeReference, value string, depth int) {
	if !ref.GQL.NonNull {
		fmt.Fprintf(b, "if %s == nil {\nw.Null()\n} else {\n", value)
		defer b.WriteString("}\n")
	}
	n := fmt.Sprintf("n%d", depth)
	fmt.Fprintf(b, "w.Byte('[')\nfor %s := range %s {\nw.Element(%s)\n", n, value, n)
	l.value(b, ref.Elem(), value+"["+n+"]", depth+1)
	b.WriteString("}\nw.Byte(']')\n")
}

func (l *lists) scalar(b *bytes.Buffer, ref *config.TypeReference, value string) {
	if ref.IsNilable() {
		value = "*" + value
	}
	method := scalars[ref.Marshaler.Name()]
	if method == "Time" && ref.GQL.NonNull {
		method = "SomeTime"
	}
	if want := goTypes[method]; want != "" && ref.CastType != nil {
		value = want + "(" + value + ")"
	}
	fmt.Fprintf(b, "w.%s(%s)\n", method, value)
}
