package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"carddeck/store"
	"carddeck/store/storetest/pgserver"
)

// cutting cuts the power. The console's data lies on a file system in a file, whose own
// writing back is put off; while the console is loaded it is stopped, and the file copied
// as it is: only what was synced is sure to be in there. A console starts on the copy.
// Every other time the console had been killed before, and answers nothing new.
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
	postgres := o.Postgres
	o.Postgres = false // each cut has a server of its own
	g, err := o.ground(ctx, out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.close()) }()
	o.Postgres = postgres
	if err := os.Chmod(g.dir, 0o711); err != nil { // a server runs as another user
		return err
	}
	room, err := os.MkdirTemp(o.In, "carddeck-power-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(room)
	var f found
	var beside, lost int
	for range o.Cuts {
		cut := &powerCut{image: filepath.Join(room, "disk"), mount: filepath.Join(g.dir, "disk"), copied: filepath.Join(room, "copy")}
		if err := o.once(ctx, g, &f, cut); err != nil {
			return err
		}
		f.Faults++
		g.progress(&f, o.Cuts)
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

// once loads a console on a new file system until the power is cut, and then starts it on
// what was on the disk.
func (o cutting) once(ctx context.Context, g *ground, f *found, cut *powerCut) (err error) {
	if err := errors.Join(os.MkdirAll(cut.mount, 0o755), empty(cut.image, o.Size<<20), run("mkfs.ext4", "-q", "-F", cut.image)); err != nil {
		return err
	}
	if err := mount(cut.image, cut.mount); err != nil {
		return err
	}
	v, c, err := o.begin(ctx, g, f, cut)
	if err := errors.Join(err, run("umount", cut.mount)); err != nil {
		return err
	}
	if err := mount(cut.copied, cut.mount); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, run("umount", cut.mount)) }()
	if v.server != nil {
		if err := v.server.Start(); err != nil {
			return fmt.Errorf("after the cut: %w", err)
		}
		defer func() { err = errors.Join(err, v.server.Close()) }()
	}
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

// begin makes everything on the new file system and loads it. When it returns all is
// ended, and the copy there.
func (o cutting) begin(ctx context.Context, g *ground, f *found, cut *powerCut) (v *victim, c *callers, err error) {
	var server *pgserver.Server
	if o.Postgres {
		if server, err = pgserver.New(cut.mount); err != nil {
			return nil, nil, err
		}
		if err := server.Start(); err != nil {
			return nil, nil, errors.Join(err, server.Close())
		}
		defer func() { err = errors.Join(err, server.Kill()) }()
	}
	if v, err = newVictim(ctx, g.program, filepath.Join(cut.mount, "data"), server); err != nil {
		return nil, nil, err
	}
	// The folders, and what the console begins with, are a day old.
	if err := errors.Join(run("sync", "-f", cut.mount), v.start(ctx)); err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, v.kill()) }()
	c = newCallers(v.address, fmt.Sprint(f.Faults), o.Callers)
	if f.Faults%2 == 0 {
		return v, c, o.load(ctx, g, c, o.Callers, cut, v)
	}
	if err := o.before(ctx, g, c, v); err != nil {
		return nil, nil, err
	}
	return v, c, o.load(ctx, g, c, 0, cut, v)
}

// before kills the console while it waits for syncs. What it had not synced is there when it
// starts again, and is answered when it is asked again: from then on it has to stay.
func (o cutting) before(ctx context.Context, g *ground, c *callers, v *victim) error {
	processes := []int{v.cmd.Process.Pid}
	if v.server != nil {
		var err error
		if processes, err = v.server.Processes(); err != nil {
			return err
		}
	}
	slow, err := inject(processes, "delay_enter=300000")
	if err != nil {
		return err
	}
	loaded := make(chan struct{})
	go func() { defer close(loaded); c.run(ctx, o.Callers, 0) }()
	<-time.After(50*time.Millisecond + g.within(200*time.Millisecond))
	err = v.kill()
	<-loaded
	if err := errors.Join(err, slow(), v.start(ctx)); err != nil {
		return err
	}
	s, err := store.Open(ctx, store.Config{DSN: v.dsn, Beside: true})
	if err != nil {
		return err
	}
	for _, p := range c.asked {
		if _, err := s.FundingDecision(ctx, p.token); err == nil && p.first.status == 0 {
			p.first = c.ask(ctx, p)
		}
	}
	return s.Close()
}

// load has so many callers ask until the cut, and copies the file system as it is then.
func (o cutting) load(ctx context.Context, g *ground, c *callers, number int, cut *powerCut, v *victim) error {
	beside, err := os.Create(filepath.Join(cut.mount, "beside"))
	if err != nil {
		return err
	}
	defer beside.Close()
	loading, stop := context.WithCancel(ctx)
	defer stop()
	loaded := make(chan struct{})
	go func() { defer close(loaded); c.run(loading, number, 0) }()
	until := time.Now().Add(100*time.Millisecond + g.within(o.Most))
	for ; time.Now().Before(until); <-time.After(time.Millisecond) {
		if _, err := fmt.Fprintln(beside, "never synced"); err != nil {
			return err
		}
		cut.beside++
	}
	err = v.cmd.Process.Signal(syscall.SIGSTOP)
	if v.server != nil {
		err = errors.Join(err, v.server.Signal(syscall.SIGSTOP))
	}
	if err != nil {
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
