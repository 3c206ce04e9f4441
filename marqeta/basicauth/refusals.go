package basicauth

import (
	"net/http"
	"net/netip"
	"sync"
	"time"
)

const (
	refusalsPer   = time.Minute
	refusalsTaken = 20     // of one peer in that time
	peersKnown    = 10_000 // the others count as one
)

// Refusals counts how often a peer was refused, so that guessing and noise stay bounded.
// It is asked about the refused alone: who shows the right credentials never waits, not
// even behind the same address. The zero Refusals is ready.
type Refusals struct {
	mu    sync.Mutex
	began time.Time
	peers map[netip.Prefix]int
}

// Refused notes that a request was refused and says how to answer: 401 with a log entry,
// or from the twenty-first of a peer in a minute on 429, and silently but for the first.
// Then the connection is closed, too: every further guess costs one.
func (c *Refusals) Refused(w http.ResponseWriter, r *http.Request, now time.Time) (status int, log bool) {
	n := c.count(peer(r.RemoteAddr), now)
	if n <= refusalsTaken {
		return http.StatusUnauthorized, true
	}
	w.Header().Set("Retry-After", "60")
	w.Header().Set("Connection", "close")
	return http.StatusTooManyRequests, n == refusalsTaken+1
}

func (c *Refusals) count(p netip.Prefix, now time.Time) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.peers == nil || now.Sub(c.began) >= refusalsPer {
		c.began, c.peers = now, map[netip.Prefix]int{}
	}
	if _, known := c.peers[p]; !known && len(c.peers) >= peersKnown {
		p = netip.Prefix{}
	}
	c.peers[p]++
	return c.peers[p]
}

// peer is the address of a connection, and of IPv6 the network: whoever has one of its
// addresses has all. Headers can be written by anybody. What is no address is one peer.
func peer(remote string) netip.Prefix {
	at, err := netip.ParseAddrPort(remote)
	if err != nil {
		return netip.Prefix{}
	}
	addr := at.Addr().Unmap().WithZone("")
	bits := 64
	if addr.Is4() {
		bits = 32
	}
	return netip.PrefixFrom(addr, bits).Masked()
}
