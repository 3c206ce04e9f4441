//go:build unix

package main

import (
	"syscall"
	"time"
)

// cpu gives the processor time this process has used so far. Unlike the clock it does
// not count what neighbours use.
func cpu() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
