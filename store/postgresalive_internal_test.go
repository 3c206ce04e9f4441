package store

import (
	"net"
	"testing"
	"time"
)

// A connection is looked at while somebody waits for what comes over it, without waiting
// for them.
func TestSilent(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	near, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer near.Close()
	far, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer far.Close()
	reading := make(chan struct{})
	go func() { defer close(reading); _, _ = near.Read(make([]byte, 1)) }()
	if !silent(near) {
		t.Error("an open connection is not silent")
	}
	_, _ = far.Write([]byte("ab"))
	<-reading
	heard := func() bool {
		for began := time.Now(); time.Since(began) < 5*time.Second; {
			if !silent(near) {
				return true
			}
		}
		return false
	}
	if !heard() {
		t.Error("what was said is not seen")
	}
	_, _ = near.Read(make([]byte, 1))
	_ = far.Close()
	if !heard() {
		t.Error("the end is not seen")
	}
}
