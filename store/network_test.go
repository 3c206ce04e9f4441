package store_test

import (
	"bytes"
	"errors"
	"net"
	"net/url"
	"sync"
	"testing"
	"time"
)

// network is a stretch of network in front of a database server that can be broken.
type network struct {
	net.Listener
	direct string // the DSN without it
	target string

	mu     sync.Mutex
	fault  *fault
	healed chan struct{}
	lines  map[*net.TCPConn]bool
}

// fault is what becomes of bytes on their way. Without one they pass.
type fault struct {
	name string
	// carry passes bytes on, or does something else with them. up is the way to the server.
	carry func(n *network, up bool, bytes []byte, from, to *net.TCPConn) error
	// closed refuses new connections and ends those there are.
	closed bool
}

var errCut = errors.New("cut")

func pass(_ *network, _ bool, bytes []byte, _, to *net.TCPConn) error {
	_, err := to.Write(bytes)
	return err
}

// late passes everything on after a while.
func late(by time.Duration) func(*network, bool, []byte, *net.TCPConn, *net.TCPConn) error {
	return func(n *network, up bool, bytes []byte, from, to *net.TCPConn) error {
		<-time.After(by)
		return pass(n, up, bytes, from, to)
	}
}

// committing tells a COMMIT on its way to the server.
func committing(up bool, text []byte) bool {
	return up && bytes.Contains(bytes.ToLower(text), []byte("commit"))
}

var faults = []fault{
	{name: "nobody there", closed: true, carry: func(*network, bool, []byte, *net.TCPConn, *net.TCPConn) error { return errCut }},
	{name: "half a second late", carry: late(500 * time.Millisecond)},
	{name: "two seconds late", carry: late(2 * time.Second)},
	{name: "reset", carry: func(*network, bool, []byte, *net.TCPConn, *net.TCPConn) error { return errCut }},
	{name: "black hole", carry: func(n *network, up bool, bytes []byte, from, to *net.TCPConn) error {
		<-n.repair()
		return pass(n, up, bytes, from, to)
	}},
	{name: "two kilobytes a second", carry: func(n *network, up bool, bytes []byte, from, to *net.TCPConn) error {
		for i := range bytes {
			if i%20 == 19 {
				<-time.After(10 * time.Millisecond)
			}
			if err := pass(n, up, bytes[i:i+1], from, to); err != nil {
				return err
			}
		}
		return nil
	}},
	{name: "in slices", carry: func(n *network, up bool, bytes []byte, from, to *net.TCPConn) error {
		for i := range bytes {
			if err := pass(n, up, bytes[i:i+1], from, to); err != nil {
				return err
			}
		}
		return nil
	}},
	{name: "cut before COMMIT", carry: func(n *network, up bool, bytes []byte, from, to *net.TCPConn) error {
		if committing(up, bytes) {
			return errCut
		}
		return pass(n, up, bytes, from, to)
	}},
	{name: "cut behind COMMIT", carry: func(n *network, up bool, bytes []byte, from, to *net.TCPConn) error {
		err := pass(n, up, bytes, from, to)
		if committing(up, bytes) {
			<-time.After(50 * time.Millisecond) // the server has it
			return errCut
		}
		return err
	}},
	{name: "silent behind COMMIT", carry: func(n *network, up bool, bytes []byte, from, to *net.TCPConn) error {
		if committing(up, bytes) {
			n.deafen(from)
		}
		return pass(n, up, bytes, from, to)
	}},
}

// newNetwork gives the DSN under which a server is reached over a network.
func newNetwork(t *testing.T, dsn string) (n *network, over string) {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	n = &network{Listener: l, direct: dsn, target: u.Host, healed: make(chan struct{}), lines: map[*net.TCPConn]bool{}}
	var open sync.WaitGroup
	open.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			open.Go(func() { n.connect(c.(*net.TCPConn)) })
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		n.become(nil)
		n.cut()
		open.Wait()
	})
	u.Host = l.Addr().String()
	return n, u.String()
}

// connect carries one connection's bytes until either side ends it.
func (n *network) connect(near *net.TCPConn) {
	far, err := net.Dial("tcp", n.target)
	if err != nil {
		_ = near.Close()
		return
	}
	n.mu.Lock()
	refused := n.fault != nil && n.fault.closed
	n.lines[near] = true
	n.mu.Unlock()
	if !refused {
		var both sync.WaitGroup
		both.Go(func() { n.carry(true, near, far.(*net.TCPConn)) })
		both.Go(func() { n.carry(false, far.(*net.TCPConn), near) })
		both.Wait()
	}
	n.mu.Lock()
	delete(n.lines, near)
	n.mu.Unlock()
	_ = near.SetLinger(0)
	_ = errors.Join(near.Close(), far.Close())
}

func (n *network) carry(up bool, from, to *net.TCPConn) {
	// Who sees the end of one way ends the other.
	defer func() { _ = from.SetLinger(0); _ = errors.Join(from.Close(), to.Close()) }()
	some := make([]byte, 32<<10)
	for {
		got, err := from.Read(some)
		if err != nil {
			return
		}
		n.mu.Lock()
		carry, deaf := pass, !up && !n.lines[to]
		if n.fault != nil {
			carry = n.fault.carry
		}
		n.mu.Unlock()
		if deaf {
			continue
		}
		if err := carry(n, up, some[:got], from, to); err != nil {
			return
		}
	}
}

// deafen lets nothing come back over a connection any more, for good.
func (n *network) deafen(near *net.TCPConn) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.lines[near] = false
}

// become breaks the network, or repairs it.
func (n *network) become(f *fault) {
	n.mu.Lock()
	defer n.mu.Unlock()
	close(n.healed)
	n.fault, n.healed = f, make(chan struct{})
	if f != nil && f.closed {
		for near := range n.lines {
			_ = near.Close()
		}
	}
}

func (n *network) cut() {
	n.mu.Lock()
	defer n.mu.Unlock()
	for near := range n.lines {
		_ = near.Close()
	}
}

func (n *network) repair() <-chan struct{} {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.healed
}
