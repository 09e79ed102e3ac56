package lives

import (
	"fmt"
	"strconv"
	"strings"
)

// Every resource is the n-th thing that an exchange holds about the i-th person; i = 0 is the exchange's directory. An id is that pair in
// the exchange's own layout, so that a read needs no index. SEL and NWL both number from a million, in opposite directions: the same
// Type/id means different things there.
const (
	seqBits = 11
	maxSeq  = 1 << seqBits
	firstID = 1_000_000
	oddMix  = 0x9e3779b97f4a7c15 // odd, therefore invertible modulo 2^64
)

type ids struct {
	seed   uint64
	people int
}

func (x ids) make(ex, person, seq int) string {
	v := uint64(person)<<seqBits | uint64(seq)
	switch ex {
	case NEL:
		hi := mix(v ^ x.seed)
		lo := mix(hi) ^ v
		return fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", hi>>32, hi>>16&0xffff, hi&0xffff, lo>>48, lo&0xffffffffffff)
	case SEL:
		return strconv.FormatUint(firstID+v, 10)
	case SWL:
		return fmt.Sprintf("swl-%05d-%04d", person, seq)
	case NCL:
		return fmt.Sprintf("ncl.%016x", v*oddMix)
	default:
		return strconv.FormatUint(firstID+(uint64(x.people-person)<<seqBits|uint64(seq)), 10)
	}
}

// person reads the person out of an id; 0 is the directory, and ok is false when the id is none of this exchange's.
func (x ids) person(ex int, id string) (person int, ok bool) {
	v, ok := x.parse(ex, id)
	person = int(v >> seqBits)
	if ex == NWL {
		person = x.people - person
	}
	return person, ok && person >= 0 && person <= x.people
}

func (x ids) parse(ex int, id string) (uint64, bool) {
	switch ex {
	case NEL:
		h := strings.ReplaceAll(id, "-", "")
		if len(h) != 32 {
			return 0, false
		}
		hi, err1 := strconv.ParseUint(h[:16], 16, 64)
		lo, err2 := strconv.ParseUint(h[16:], 16, 64)
		v := mix(hi) ^ lo
		return v, err1 == nil && err2 == nil && hi == mix(v^x.seed)
	case SWL:
		parts := strings.Split(id, "-")
		if len(parts) != 3 || parts[0] != "swl" {
			return 0, false
		}
		person, err1 := strconv.ParseUint(parts[1], 10, 31)
		seq, err2 := strconv.ParseUint(parts[2], 10, seqBits)
		return person<<seqBits | seq, err1 == nil && err2 == nil
	case NCL:
		h, ok := strings.CutPrefix(id, "ncl.")
		v, err := strconv.ParseUint(h, 16, 64)
		return v * inverse(oddMix), ok && err == nil && v*inverse(oddMix) < 1<<43
	default:
		v, err := strconv.ParseUint(id, 10, 64)
		return v - firstID, err == nil && v >= firstID && v < 1<<43
	}
}

// inverse is the multiplicative inverse modulo 2^64 of an odd number, by Newton's iteration.
func inverse(a uint64) uint64 {
	x := a
	for range 6 {
		x *= 2 - a*x
	}
	return x
}

// mix spreads the bits of a number: the finaliser of SplitMix64.
func mix(x uint64) uint64 {
	x += oddMix
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9
	x = (x ^ (x >> 27)) * 0x94d049bb133111eb
	return x ^ (x >> 31)
}
