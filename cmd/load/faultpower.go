package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// cutting cuts the power. The console's data lies on a file system in a file, whose own
// writing back is put off; while the console is loaded it is stopped, and the file copied
// as it is: only what was synced is sure to be in there. A console starts on the copy.
//
// Beside each answer a caller also appends a line to a file there without a sync. That
// those lines are missing shows that a cut is one.
type cutting struct {
	bench
	Cuts int           `default:"50" help:"How often."`
	Most time.Duration `default:"1s" help:"A cut comes within this time."`
	Size int64         `default:"256" help:"Megabytes of the file system."`
	In   string        `default:"/dev/shm" type:"existingdir" help:"Where its file lies."`
}

// Run prints the figures.
func (o cutting) Run(ctx context.Context, out io.Writer) (err error) {
	program, dir, done, err := o.built(ctx)
	if err != nil {
		return err
	}
	defer done()
	room, err := os.MkdirTemp(o.In, "carddeck-power-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(room)
	var f found
	var beside, lost int
	for range o.Cuts {
		cut := &powerCut{image: filepath.Join(room, "disk"), mount: filepath.Join(dir, "disk"), copied: filepath.Join(room, "copy")}
		if err := o.once(ctx, &f, cut, program); err != nil {
			return err
		}
		f.Faults++
		beside, lost = beside+cut.beside, lost+cut.lost
	}
	if lost == 0 {
		f.wrong("no cut lost anything, not even what was never synced")
	}
	fmt.Fprintf(out, "%d of %d lines beside the answers, never synced, were lost\n", lost, beside)
	return f.report(out, "cuts")
}

type powerCut struct {
	image, mount, copied string
	beside, lost         int
}

// once loads a console on a new file system until the power is cut.
func (o cutting) once(ctx context.Context, f *found, cut *powerCut, program string) (err error) {
	if err := errors.Join(os.MkdirAll(cut.mount, 0o700), empty(cut.image, o.Size<<20), run("mkfs.ext4", "-q", "-F", cut.image)); err != nil {
		return err
	}
	if err := mount(cut.image, cut.mount); err != nil {
		return err
	}
	v, err := newVictim(ctx, program, filepath.Join(cut.mount, "data"))
	if err == nil {
		// The folders, and what the console begins with, are a day old.
		err = run("sync", "-f", cut.mount)
	}
	if err == nil {
		err = v.start(ctx)
	}
	if err != nil {
		return errors.Join(err, run("umount", cut.mount))
	}
	c := newCallers(v.address, fmt.Sprint(f.Faults), o.Callers)
	err = o.load(ctx, c, cut, v)
	if err := errors.Join(err, v.kill(), run("umount", cut.mount)); err != nil {
		return err
	}
	if err := mount(cut.copied, cut.mount); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, run("umount", cut.mount)) }()
	cut.lost = cut.beside - countLines(filepath.Join(cut.mount, "beside"))
	f.add(c)
	if err := f.restarted(ctx, v, c, o.Callers); err != nil {
		return errors.Join(fmt.Errorf("after the cut: %w\n%s", err, v.errors.String()), v.kill())
	}
	s, err := v.settled(ctx)
	if err == nil {
		f.sound(ctx, s, []*callers{c})
		err = s.Close()
	}
	return errors.Join(err, v.kill())
}

// load has callers ask until the cut, and copies the file system as it is then.
func (o cutting) load(ctx context.Context, c *callers, cut *powerCut, v *victim) error {
	beside, err := os.Create(filepath.Join(cut.mount, "beside"))
	if err != nil {
		return err
	}
	defer beside.Close()
	loading, stop := context.WithCancel(ctx)
	defer stop()
	loaded := make(chan struct{})
	go func() { defer close(loaded); c.run(loading, o.Callers, 0) }()
	until := time.Now().Add(100*time.Millisecond + rand.N(o.Most))
	for ; time.Now().Before(until); <-time.After(time.Millisecond) {
		if _, err := fmt.Fprintln(beside, "never synced"); err != nil {
			return err
		}
		cut.beside++
	}
	if err := v.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		return err
	}
	copied := run("cp", "--sparse=always", cut.image, cut.copied)
	stop()
	// Whoever waits for an answer will have none.
	if err := errors.Join(copied, v.cmd.Process.Kill()); err != nil {
		return err
	}
	<-loaded
	return nil
}

func empty(path string, size int64) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Truncate(size), f.Close())
}

func mount(image, at string) error {
	return run("mount", "-o", "loop,commit=300", image, at)
}

func run(name string, args ...string) error {
	if said, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, said)
	}
	return nil
}

func countLines(path string) (n int) {
	f, err := os.Open(path)
	if err != nil {
		return 0
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if lines.Text() == "never synced" {
			n++
		}
	}
	return n
}
