package record

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestS01_OnlyRealNHSNumbersAreNumbers(t *testing.T) {
	good := map[string]NHSNumber{
		"9434765919": "9434765919", "943 476 5919": "9434765919", "943-476-5919": "9434765919", " 9990000018 ": "9990000018",
	}
	for in, want := range good {
		if got, err := ParseNHSNumber(in); err != nil || got != want {
			t.Errorf("%q: %v, %v", in, got, err)
		}
	}
	bad := []string{"", "943476591", "94347659190", "9434765918", "943476591X", "0000000000", "9999999999", "1111111111",
		"٩٩٩٠٠٠٠٠١٨", "999000001８", "9990000018; DROP", "99900000-18x"}
	for _, in := range bad {
		_, err := ParseNHSNumber(in)
		var e *Error
		if !errors.As(err, &e) || e.Code != CodeInvalidNHSNumber {
			t.Errorf("%q was accepted, or refused with another error: %v", in, err)
		}
		if in != "" && strings.Contains(fmt.Sprint(err), in) {
			t.Errorf("the error repeats %q", in)
		}
	}
}

func TestS01_OneWrongDigitIsAlwaysFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := rapid.StringMatching(`[1-9]\d{8}`).Draw(t, "first nine")
		number := ""
		for d := '0'; d <= '9'; d++ {
			if n, err := ParseNHSNumber(first + string(d)); err == nil {
				if number != "" {
					t.Fatal("two check digits hold")
				}
				number = string(n)
			}
		}
		if number == "" {
			t.Skip("the check digit would be ten, or the number is a placeholder")
		}
		i := rapid.IntRange(0, 9).Draw(t, "place")
		wrong := byte('0' + (int(number[i]-'0')+rapid.IntRange(1, 9).Draw(t, "by"))%10)
		if _, err := ParseNHSNumber(number[:i] + string(wrong) + number[i+1:]); err == nil {
			t.Fatal("a number with one wrong digit was accepted")
		}
	})
}
