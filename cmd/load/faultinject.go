package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// inject has strace spoil every sync of processes, and of those that they make, until it
// is told to stop.
func inject(processes []int, fault string, more ...string) (stop func() error, err error) {
	return attach(processes, append(more, "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:"+fault, "-o", os.DevNull)...)
}

// attach attaches strace to all threads of processes.
func attach(processes []int, args ...string) (stop func() error, err error) {
	for _, pid := range processes {
		args = append(args, "-p", strconv.Itoa(pid))
	}
	cmd := exec.Command("strace", append([]string{"-f"}, args...)...)
	said, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(said)
	for attached := 0; attached < len(processes); attached++ {
		if !lines.Scan() || !strings.Contains(lines.Text(), " attached") {
			_ = cmd.Process.Kill()
			return nil, fmt.Errorf("strace: %s: %w", lines.Text(), cmd.Wait())
		}
	}
	go func() { // it goes on telling of new threads
		for lines.Scan() {
		}
	}()
	return func() error {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			return err
		}
		_ = cmd.Wait() // says that it was interrupted
		return nil
	}, nil
}
