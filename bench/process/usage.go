package process

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// tick is the unit in which /proc tells CPU time: USER_HZ, which is 100 on every Linux.
const tick = 10 * time.Millisecond

// CPU is the time that the program and its children have spent on a processor, in user and in kernel mode. It is good to
// 10 ms.
func (p *Process) CPU() (time.Duration, error) {
	var total time.Duration
	for _, pid := range p.tree() {
		spent, err := cpuOf(pid)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", p.name, err)
		}
		total += spent
	}
	return total, nil
}

func cpuOf(pid int) (time.Duration, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	// The name, in brackets, may hold anything; the fields after it are counted from 3. User time is field 14, that of
	// the kernel 15; 16 and 17 are those of children that have ended.
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	var ticks int64
	for _, n := range []int{14, 15, 16, 17} {
		v, err := strconv.ParseInt(fields[n-3], 10, 64)
		if err != nil {
			return 0, err
		}
		ticks += v
	}
	return time.Duration(ticks) * tick, nil
}

// OwnCPU is the same of this process.
func OwnCPU() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// PeakMemory is the most that the program and its children have had in memory since ForgetPeak, in bytes: the sum of
// their peaks.
func (p *Process) PeakMemory() (int64, error) { return p.memory("VmHWM:") }

// Memory is what the program and its children have in memory now, in bytes.
func (p *Process) Memory() (int64, error) { return p.memory("VmRSS:") }

func (p *Process) memory(field string) (int64, error) {
	var total int64
	for _, pid := range p.tree() {
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if err != nil {
			return 0, fmt.Errorf("%s: %w", p.name, err)
		}
		_, rest, _ := strings.Cut(string(status), field)
		kb, err := strconv.ParseInt(strings.Fields(rest + " x")[0], 10, 64)
		if err != nil {
			return 0, fmt.Errorf("%s: no %s in its status", p.name, field)
		}
		total += kb << 10
	}
	return total, nil
}

// ForgetPeak makes now the beginning from which PeakMemory looks.
func (p *Process) ForgetPeak() error {
	for _, pid := range p.tree() {
		if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", pid), []byte("5"), 0); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}

// tree gives the ids of the program and of all its descendants.
func (p *Process) tree() []int {
	pids := []int{p.cmd.Process.Pid}
	for i := 0; i < len(pids); i++ {
		lists, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pids[i]))
		for _, list := range lists {
			b, err := os.ReadFile(list)
			if err != nil {
				continue // the thread has ended
			}
			for _, child := range strings.Fields(string(b)) {
				if pid, err := strconv.Atoi(child); err == nil {
					pids = append(pids, pid)
				}
			}
		}
	}
	return pids
}
