package main

import (
	"os"
	"syscall"
)

// datasync waits until a file's content is on the disk.
func datasync(f *os.File) error { return syscall.Fdatasync(int(f.Fd())) }
