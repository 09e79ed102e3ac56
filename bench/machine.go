package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// machine says where and with what was measured.
type machine struct {
	processor, memory, kernel, goVersion, nodeVersion, commit string
	cores                                                     int
	started                                                   time.Time
	load                                                      string
}

func thisMachine(ctx context.Context) machine {
	return machine{
		processor: field("/proc/cpuinfo", `(?m)^model name\s*:\s*(.+)$`), memory: memoryOf(field("/proc/meminfo", `(?m)^MemTotal:\s*(\d+) kB$`)),
		kernel: field("/proc/version", `^(Linux version \S+)`), goVersion: runtime.Version(), nodeVersion: output(ctx, "node", "--version"),
		commit: output(ctx, "git", "describe", "--always", "--dirty", "--abbrev=12"), cores: runtime.NumCPU(), started: time.Now(), load: loadAverage(),
	}
}

// memoryOf writes kilobytes as whole gigabytes.
func memoryOf(kb string) string {
	n, err := strconv.ParseInt(kb, 10, 64)
	if err != nil {
		return kb
	}
	return fmt.Sprintf("%d GB", n>>20)
}

func loadAverage() string { return field("/proc/loadavg", `^(\S+ \S+ \S+)`) }

// field gives what a pattern finds in a file.
func field(file, pattern string) string {
	b, err := os.ReadFile(filepath.Clean(file))
	if err != nil {
		return "unknown"
	}
	found := regexp.MustCompile(pattern).FindSubmatch(b)
	if found == nil {
		return "unknown"
	}
	return strings.TrimSpace(string(found[1]))
}

func output(ctx context.Context, name string, args ...string) string {
	out, err := exec.CommandContext(ctx, name, args...).Output()
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(out))
}

// syncTime is how long this disk takes to make a page of data durable: the middle of fifty times.
func (l *lab) syncTime() (time.Duration, error) {
	f, err := os.CreateTemp(l.dir, "sync")
	if err != nil {
		return 0, err
	}
	defer f.Close()
	page := make([]byte, 4096)
	var took []float64
	for range 50 {
		start := time.Now()
		if _, err := f.Write(page); err != nil {
			return 0, err
		}
		if err := f.Sync(); err != nil {
			return 0, err
		}
		took = append(took, float64(time.Since(start)))
	}
	return time.Duration(median(took)), nil
}

// stitched is what stitching the largest record costs, by the repository's own benchmark of it.
type stitched struct {
	took   time.Duration
	allocs int64
}

var stitchLine = regexp.MustCompile(`BenchmarkLargestRecord\S*\s+\d+\s+(\d+) ns/op\s+\d+ B/op\s+(\d+) allocs/op`)

func stitchLargest(ctx context.Context) (stitched, error) {
	test := exec.CommandContext(ctx, "go", "test", "./stitch", "-run", "none", "-bench", "LargestRecord", "-cpu", "1", "-benchtime", "5x")
	test.Dir = root
	out, err := test.CombinedOutput()
	found := stitchLine.FindSubmatch(out)
	if err != nil || found == nil {
		return stitched{}, fmt.Errorf("the benchmark of stitching: %w: %s", err, out)
	}
	ns, _ := strconv.ParseInt(string(found[1]), 10, 64) // digits
	allocs, _ := strconv.ParseInt(string(found[2]), 10, 64)
	return stitched{took: time.Duration(ns), allocs: allocs}, nil
}
