//go:build !linux

package main

import "os"

// datasync waits until a file's content is on the disk.
func datasync(f *os.File) error { return f.Sync() }
